import ListItemIcon from '@mui/material/ListItemIcon'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import type { ReactNode } from 'react'
import { modeIcons, modeWords, type Mode } from './theme-words.tsx'

interface Props {
  anchor: HTMLElement
  mode: Mode
  onChoose: (mode: Mode) => void
  onClose: () => void
}

export function ThemeMenu({ anchor, mode, onChoose, onClose }: Props): ReactNode {
  return (
    <Menu open anchorEl={anchor} onClose={onClose}>
      {(['light', 'dark', 'system'] as const).map((choice) => (
        <MenuItem
          key={choice}
          role="menuitemradio"
          aria-checked={choice === mode}
          selected={choice === mode}
          onClick={() => {
            onChoose(choice)
            onClose()
          }}
        >
          <ListItemIcon>{modeIcons[choice]}</ListItemIcon>
          {modeWords[choice]}
        </MenuItem>
      ))}
    </Menu>
  )
}
