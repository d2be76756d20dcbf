import SystemIcon from '@mui/icons-material/ContrastOutlined'
import DarkIcon from '@mui/icons-material/DarkModeOutlined'
import LightIcon from '@mui/icons-material/LightModeOutlined'
import type { ReactNode } from 'react'

export type Mode = 'light' | 'dark' | 'system'

export const modeWords: Readonly<Record<Mode, string>> = {
  light: 'Light',
  dark: 'Dark',
  system: 'Like the system',
}

export const modeIcons: Readonly<Record<Mode, ReactNode>> = {
  light: <LightIcon fontSize="small" />,
  dark: <DarkIcon fontSize="small" />,
  system: <SystemIcon fontSize="small" />,
}
