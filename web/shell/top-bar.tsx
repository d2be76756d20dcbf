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

export function TopBar({ onMenu }: { onMenu: () => void }): ReactNode {
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
      <ThemeSwitch />
      <UserMenu />
    </Box>
  )
}
