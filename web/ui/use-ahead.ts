import { useState } from 'react'

/** A text that somebody types, ahead of where it is kept. */
interface Ahead {
  text: string
  type: (text: string) => void
  /** To be called with what is sent to where it is kept, for it comes back later. */
  sent: (text: string) => void
  /** What is kept by now, or will be. */
  kept: string
}

/**
 * A text of which `settled` is what is kept of it, elsewhere and some time after it was typed. What was sent from here
 * comes back when the text may be ahead of it, and changes nothing then; what others put there is followed.
 */
export function useAhead(settled: string): Ahead {
  const [text, type] = useState(settled)
  const [seen, setSeen] = useState(settled)
  // What is kept, and what will be in turn.
  const [underWay, setUnderWay] = useState<readonly string[]>([settled])
  if (seen !== settled) {
    setSeen(settled)
    const at = underWay.lastIndexOf(settled)
    setUnderWay(at < 0 ? [settled] : underWay.slice(at))
    if (at < 0) type(settled)
  }
  return {
    text,
    type,
    sent: (sent) => setUnderWay((before) => [...before, sent]),
    kept: underWay.at(-1) ?? settled,
  }
}
