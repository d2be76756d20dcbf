import Box from '@mui/material/Box'
import Drawer from '@mui/material/Drawer'
import LinearProgress from '@mui/material/LinearProgress'
import { useState, type ReactNode } from 'react'
import { Outlet, useLocation, useNavigation } from 'react-router'
import { appearLate } from '#web/theme/motion.ts'
import { Navigation } from './navigation.tsx'
import { PageBoundary } from './page-boundary.tsx'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { SkipLink } from './skip-link.tsx'
import { TopBar } from './top-bar.tsx'

const navigationWidth = 216

/** What stays around every page: navigation, the bar above, and the page in its boundary. */
export function Shell(): ReactNode {
  const { pathname } = useLocation()
  const moving = useNavigation().state !== 'idle'
  const [open, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  return (
    <Box sx={{ display: 'flex', height: '100dvh' }}>
      <SkipLink />
      <Box
        sx={{
          display: { xs: 'none', md: 'block' },
          width: navigationWidth,
          flex: 'none',
          borderRight: 1,
          borderColor: 'divider',
          bgcolor: 'background.paper',
        }}
      >
        <Navigation />
      </Box>
      <Drawer open={open} onClose={close} slotProps={{ paper: { sx: { width: navigationWidth + 40 } } }}>
        <Navigation onNavigate={close} />
      </Drawer>
      <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, position: 'relative' }}>
        <TopBar onMenu={() => setOpen(true)} />
        {moving && (
          <LinearProgress
            aria-label="Loading the page"
            sx={{ position: 'absolute', top: 47, left: 0, right: 0, height: 2, ...appearLate }}
          />
        )}
        <Box
          component="main"
          id="main"
          tabIndex={-1}
          sx={{ flex: 1, minHeight: 0, overflow: 'auto', outline: 'none' }}
        >
          <PageBoundary key={pathname} fallback={<PageSkeleton />}>
            <Outlet />
          </PageBoundary>
        </Box>
      </Box>
    </Box>
  )
}
