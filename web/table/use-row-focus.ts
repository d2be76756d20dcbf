import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'

interface RowFocus {
  /** The row that is the table's stop in the order of the keyboard. */
  index: number
  /** The key of the row that somebody went to; undefined while nobody did. */
  row: string | undefined
  /** Focuses the row, scrolling to it if need be. */
  move: (index: number) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onFocus: (event: FocusEvent<HTMLElement>) => void
}

/** How far a key goes from a row; a page is a dozen rows, whatever the height of the window. */
const steps: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 12,
  PageUp: -12,
  Home: -Infinity,
  End: Infinity,
}

/**
 * Arrows move between rows, Enter opens the row. The stop is remembered by the row's key, so that rows which
 * come and go above it do not move the focus to another object.
 */
export function useRowFocus(
  container: RefObject<HTMLElement | null>,
  count: number,
  keyAt: (index: number) => string,
  scrollTo: (index: number) => void,
  /** The row to go back to at the start. */
  former: string | undefined,
): RowFocus {
  const [stop, setStop] = useState(former === undefined ? undefined : { key: former, index: 0 })
  const wanted = useRef(former !== undefined)
  const index = Math.max(0, Math.min(count - 1, indexOf(stop, count, keyAt)))

  useLayoutEffect(() => {
    if (!wanted.current || stop === undefined) return
    const row = rowOf(container.current, stop.key)
    if (row === null) return
    wanted.current = false
    row.focus({ preventScroll: true })
  })

  /** The focused row leaves with its object, and what is in its place takes the focus: else the keyboard would begin anew. */
  const shown = useRef<string>(undefined)
  useLayoutEffect(() => {
    if (stop === undefined || count === 0) return
    if (keyAt(index) === stop.key) shown.current = stop.key
    else if (shown.current === stop.key && document.activeElement === document.body) move(index)
  })

  function move(to: number): void {
    const next = Math.max(0, Math.min(count - 1, to))
    scrollTo(next)
    wanted.current = true
    setStop({ key: keyAt(next), index: next })
  }

  return {
    index,
    row: stop?.key,
    move,
    onKeyDown(event) {
      if (event.target instanceof HTMLElement && event.key === 'Enter' && event.target.matches('tr')) {
        event.target.querySelector('a')?.click()
        return
      }
      const step = steps[event.key]
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      move(index + step)
    },
    onFocus({ target }) {
      const key = target.closest('tr')?.dataset['key']
      if (key === undefined || key === stop?.key) return
      for (let at = 0; at < count; at += 1) {
        if (keyAt(at) === key) return setStop({ key, index: at })
      }
    },
  }
}

/** Where the remembered row is now: mostly where it was, else wherever its key is, else at its old place. */
function indexOf(
  stop: { key: string; index: number } | undefined,
  count: number,
  keyAt: (index: number) => string,
): number {
  if (stop === undefined || keyAt(stop.index) === stop.key) return stop?.index ?? 0
  for (let at = 0; at < count; at += 1) if (keyAt(at) === stop.key) return at
  return stop.index
}

function rowOf(container: HTMLElement | null, key: string): HTMLElement | null {
  return container?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(key)}"]`) ?? null
}
