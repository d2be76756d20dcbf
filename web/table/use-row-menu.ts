import { useCallback, useState } from 'react'

interface Opened<T> {
  object: T
  anchor: HTMLElement
}

export interface RowMenuState<T> {
  opened: Opened<T> | undefined
  open: (object: T, anchor: HTMLElement) => void
  close: () => void
}

/** One menu serves all rows of a table. */
export function useRowMenu<T>(): RowMenuState<T> {
  const [opened, setOpened] = useState<Opened<T>>()
  const open = useCallback((object: T, anchor: HTMLElement) => setOpened({ object, anchor }), [])
  return { opened, open, close: () => setOpened(undefined) }
}
