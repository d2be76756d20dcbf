import { useState } from 'react'

const kept = 'aerie-terminal-reader'

/** Whether terminals keep a copy of their text for screen readers, which costs speed; kept in this browser. */
export function useReaderMode(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(kept) === 'on')
  return [
    on,
    (next) => {
      localStorage.setItem(kept, next ? 'on' : 'off')
      setOn(next)
    },
  ]
}
