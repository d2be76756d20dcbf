import SearchIcon from '@mui/icons-material/Search'
import ButtonBase from '@mui/material/ButtonBase'
import type { ReactNode } from 'react'
import { setOver } from './over.ts'

/** Opens the palette; where there is room it says what for and with which keys. */
export function SearchButton(): ReactNode {
  return (
    <ButtonBase
      aria-label="Search or do anything"
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
  gap: 1,
  minWidth: 32,
  height: 32,
  px: { md: 1 },
  border: { md: 1 },
  borderColor: { md: 'divider' },
  borderRadius: 1,
  color: 'text.secondary',
  fontSize: '0.8125rem',
  '& > span, & > kbd': { display: { xs: 'none', md: 'block' } },
  '& > kbd': { ml: 3, fontFamily: 'inherit', fontSize: '0.75rem' },
  '&:hover': { bgcolor: 'action.hover' },
} as const
