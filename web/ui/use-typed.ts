import { useEffect, useEffectEvent } from 'react'
import { useAhead } from './use-ahead.ts'

/** Typing pauses this long before the address follows, in ms: browsers refuse to change it at every key. */
const pause = 250

/**
 * A text that is kept in the address: what was typed, and what is to be told of each key. The address follows in a
 * pause by `write`, and the text follows the address where somebody else changed that.
 */
export function useTyped(
  inAddress: string,
  write: (text: string) => void,
): [typed: string, type: (text: string) => void] {
  const { text, type, sent, kept } = useAhead(inAddress)
  const onPause = useEffectEvent(() => {
    sent(text)
    write(text)
  })
  useEffect(() => {
    if (text === kept) return undefined
    const timer = setTimeout(onPause, pause)
    return () => clearTimeout(timer)
  }, [text, kept])
  return [text, type]
}
