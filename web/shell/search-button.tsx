import SearchIcon from '@mui/icons-material/Search'
import ButtonBase from '@mui/material/ButtonBase'
import type { ReactNode } from 'react'
import { setOver } from './over.ts'

/** Opens the palette; where there is room it says what for and with which keys. */
export function SearchButton(): ReactNode {
  return (
    <ButtonBase
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => setOver('palette')}
      sx={buttonStyle}
    >
      <SearchIcon sx={{ fontSize: 18 }} />
      <span>Search…</span>
      <kbd>Ctrl K</kbd>
    </ButtonBase>
  )
}

const buttonStyle = {
  flex: 'none',
  position: 'relative',
  overflow: 'hidden',
  gap: 1,
  minWidth: 32,
  height: 32,
  px: { sm: 1 },
  border: { sm: 1 },
  borderColor: { sm: 'divider' },
  borderRadius: 1,
  color: 'text.secondary',
  fontSize: '0.8125rem',
  // Where there is no room it is still what the button is called.
  '& > span': { position: { xs: 'absolute', lg: 'static' }, opacity: { xs: 0, lg: 1 }, mr: 3 },
  '& > kbd': { display: { xs: 'none', sm: 'block' }, fontFamily: 'inherit', fontSize: '0.75rem' },
  '&:hover': { bgcolor: 'action.hover' },
} as const
