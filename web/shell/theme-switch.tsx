import DarkIcon from '@mui/icons-material/DarkModeOutlined'
import LightIcon from '@mui/icons-material/LightModeOutlined'
import SystemIcon from '@mui/icons-material/ContrastOutlined'
import IconButton from '@mui/material/IconButton'
import ListItemIcon from '@mui/material/ListItemIcon'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useColorScheme } from '@mui/material/styles'
import { useState, type ReactNode } from 'react'

const modes = {
  light: { label: 'Light', icon: <LightIcon fontSize="small" /> },
  dark: { label: 'Dark', icon: <DarkIcon fontSize="small" /> },
  system: { label: 'Like the system', icon: <SystemIcon fontSize="small" /> },
} as const

/** Light, dark, or as the system has it; kept in this browser. */
export function ThemeSwitch(): ReactNode {
  const { mode = 'system', setMode } = useColorScheme()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = (): void => setAnchor(null)
  return (
    <>
      <IconButton
        aria-label={`Colours: ${modes[mode].label}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {modes[mode].icon}
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {(['light', 'dark', 'system'] as const).map((choice) => (
          <MenuItem
            key={choice}
            role="menuitemradio"
            aria-checked={choice === mode}
            selected={choice === mode}
            onClick={() => {
              setMode(choice)
              close()
            }}
          >
            <ListItemIcon>{modes[choice].icon}</ListItemIcon>
            {modes[choice].label}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
