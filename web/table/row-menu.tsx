import type { Watchable } from '#web/data/fold.ts'
import Menu from '@mui/material/Menu'
import { useCallback, useState, type ReactNode } from 'react'

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

interface Props<T> {
  state: RowMenuState<T>
  renderEntries: (object: T, close: () => void) => ReactNode
}

export function RowMenu<T extends Watchable>({
  state: { opened, close },
  renderEntries,
}: Props<T>): ReactNode {
  if (opened === undefined) return null
  const { object, anchor } = opened
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={close}
      slotProps={{ list: { 'aria-label': `Actions for ${object.metadata.name}` } }}
    >
      {renderEntries(object, close)}
    </Menu>
  )
}
