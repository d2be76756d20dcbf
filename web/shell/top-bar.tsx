import MenuIcon from '@mui/icons-material/Menu'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import type { ReactNode } from 'react'
import { NoticeIcon } from './about-server.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { LiveIndicator } from './live-indicator.tsx'
import { SearchButton } from './search-button.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { UserMenu } from './user-menu.tsx'

interface Props {
  onMenu: () => void
  /** Tools that come later; room is kept for them. */
  children: ReactNode
}

export function TopBar({ onMenu, children }: Props): ReactNode {
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        height: 48,
        flex: 'none',
        px: { xs: 1, sm: 3 },
        borderBottom: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      <IconButton onClick={onMenu} aria-label="Open navigation" sx={{ display: { md: 'none' } }}>
        <MenuIcon fontSize="small" />
      </IconButton>
      <Breadcrumbs />
      <SearchButton />
      <NoticeIcon />
      <LiveIndicator />
      <Box sx={toolsStyle}>{children}</Box>
      <Box sx={{ display: { xs: 'none', sm: 'flex' } }}>
        <ThemeSwitch />
      </Box>
      <UserMenu />
    </Box>
  )
}

const toolsStyle = { display: 'flex', flex: 'none', justifyContent: 'end', minWidth: { sm: 96 } } as const
