import { useEffect, useEffectEvent, useState } from 'react'

/** Typing pauses this long before the address follows, in ms: browsers refuse to change it at every key. */
const pause = 250

/**
 * A text that is kept in the address: what was typed, and what is to be told of each key. The address follows in a
 * pause by `write`, and the text follows the address where somebody else changed that; what was written from here
 * comes back late, when the text may be ahead of it.
 */
export function useTyped(
  inAddress: string,
  write: (text: string) => void,
): [typed: string, type: (text: string) => void] {
  const [typed, setTyped] = useState(inAddress)
  const [seen, setSeen] = useState(inAddress)
  // What the address says, and what it will say in turn.
  const [underWay, setUnderWay] = useState<readonly string[]>([inAddress])
  const written = underWay.at(-1)
  if (seen !== inAddress) {
    setSeen(inAddress)
    const at = underWay.lastIndexOf(inAddress)
    setUnderWay(at < 0 ? [inAddress] : underWay.slice(at))
    if (at < 0) setTyped(inAddress)
  }
  const onPause = useEffectEvent((text: string) => {
    setUnderWay((before) => [...before, text])
    write(text)
  })
  useEffect(() => {
    if (typed === written) return undefined
    const timer = setTimeout(() => onPause(typed), pause)
    return () => clearTimeout(timer)
  }, [typed, written])
  return [typed, setTyped]
}
