import type { Watchable } from '#web/data/fold.ts'
import Menu from '@mui/material/Menu'
import type { ReactNode } from 'react'
import type { RowMenuState } from './use-row-menu.ts'

interface Props<T> {
  state: RowMenuState<T>
  renderEntries: (object: T, close: () => void) => ReactNode
}

/** Loaded when the first menu is opened. */
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
