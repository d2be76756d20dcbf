import { useEffect, useState } from 'react'

/** How long nothing must be typed before a server is asked, in milliseconds. */
const pause = 350

/** The text as it was when nothing was typed for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
