import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { addShell, shellName, type Tab } from './dock.ts'
import { endTab } from './end-tab.ts'
import { shellTargetOf } from './here.ts'
import type { ShellTarget } from './open.ts'

interface Props {
  anchor: HTMLElement
  reader: boolean
  onReader: (on: boolean) => void
  tabs: readonly Tab[]
  onClose: () => void
}

/** What a new terminal can be for, and how terminals are. */
export function DockMenu({ anchor, reader, onReader, tabs, onClose }: Props): ReactNode {
  const here = shellTargetOf(useLocation().pathname)
  const management: ShellTarget = { kind: 'management' }
  const targets = here.kind === 'management' ? [management] : [here, management]
  const closeAnd = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Menu open anchorEl={anchor} onClose={onClose}>
      {targets.map((target) => (
        <MenuItem key={target.kind} onClick={closeAnd(() => addShell(target))}>
          New {shellName(target)}
        </MenuItem>
      ))}
      <MenuItem
        role="menuitemcheckbox"
        aria-checked={reader}
        sx={{ borderTop: 1, borderColor: 'divider' }}
        onClick={closeAnd(() => onReader(!reader))}
      >
        {reader ? '✓ ' : ''}Text for screen readers
      </MenuItem>
      <MenuItem onClick={closeAnd(() => tabs.forEach(endTab))}>Close all</MenuItem>
    </Menu>
  )
}
