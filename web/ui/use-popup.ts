import { useState, type MouseEvent } from 'react'

/**
 * What a button opens beside itself, and which is loaded once somebody is on the way to it: `button` goes to the
 * button, `anchor` is where it opens, null while it is closed.
 */
export function usePopup(load: () => Promise<unknown>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const prepare = (): void => void load()
  return {
    anchor,
    close: (): void => setAnchor(null),
    button: {
      onPointerEnter: prepare,
      onFocus: prepare,
      onClick: (event: MouseEvent<HTMLElement>): void => setAnchor(event.currentTarget),
    },
  }
}
