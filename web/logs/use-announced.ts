import { useEffect, useState } from 'react'
import { spansOf } from './ansi.ts'
import type { LineRing } from './line-ring.ts'
import { readLine } from './log-line.ts'

/** Nobody can listen to more. */
const every = 8_000
const longest = 200

/** What came lately, in a sentence for a screen reader: how many lines, and the last of them. */
export function useAnnounced(ring: LineRing): string {
  const [announced, setAnnounced] = useState('')
  useEffect(() => {
    let told: number | undefined
    const timer = setInterval(() => {
      const { first, end } = ring
      // What was there before is not news.
      const count = end - (told ?? end)
      told = end
      if (count === 0 || end === first) return
      const text = spansOf(readLine(ring.line(end - 1), longest).text)
        .map((span) => span.text)
        .join('')
      setAnnounced(`${count} new ${count === 1 ? 'line' : 'lines'}. ${text}`)
    }, every)
    return () => clearInterval(timer)
  }, [ring])
  return announced
}
