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
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{
        // One width, whatever the reasons say once they are known: the menu stays at its button.
        paper: { sx: { width: 240 } },
        list: { 'aria-label': `Actions for ${object.metadata.name}` },
      }}
    >
      {renderEntries(object, close)}
    </Menu>
  )
}
