import { useTicking } from '#web/ui/ticker.ts'
import { Mark } from '#web/ui/tone.tsx'
import { Day } from '#web/ui/time.tsx'
import type { ReactNode } from 'react'

/** Keys that end within this many milliseconds are told apart. */
const soon = 7 * 24 * 3600_000

/** Until when a key is good; it says so where that is over, or soon will be. */
export function Expiry({ at }: { at: string | undefined }): ReactNode {
  const left = useTicking((now) => (at === undefined ? 'ever' : leftUntil(Date.parse(at), now)))
  if (at === undefined) return 'For ever'
  if (left === 'over') return <Mark tone="bad">Expired</Mark>
  return left === 'soon' ? (
    <Mark tone="warn">
      <Day at={at} />
    </Mark>
  ) : (
    <Day at={at} />
  )
}

function leftUntil(end: number, now: number): 'over' | 'soon' | 'long' {
  if (end <= now) return 'over'
  return end - now < soon ? 'soon' : 'long'
}
