import Box from '@mui/material/Box'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { Outlet, useLocation, useMatches, useNavigation } from 'react-router'
import { MovingBar } from './moving-bar.tsx'
import { Navigation } from './navigation.tsx'
import { PageBoundary } from './page-boundary.tsx'
import { openSocket, startLive } from '#web/data/live.ts'
import { liveness } from '#web/data/liveness.ts'
import { orNothing } from '#web/ui/or-nothing.ts'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { useDockKey } from '#web/terminal/use-dock-key.ts'
import { useDockWanted } from '#web/terminal/wanted.ts'
import { useOver } from './over.ts'
import { SkipLink } from './skip-link.tsx'
import { TopBar } from './top-bar.tsx'
import { usePaletteKey } from './use-palette-key.ts'
import { useSettled } from './use-settled.ts'

const NavigationDrawer = lazy(async () => ({
  default: (await import('./navigation-drawer.tsx')).NavigationDrawer,
}))

/** After the page itself: what it brings is the same in this browser as it was the last time, or nearly. */
const Behind = lazy(() => orNothing(async () => (await import('./behind.tsx')).Behind))
const Favourites = lazy(() => orNothing(async () => (await import('./favourites.tsx')).Favourites))
const TopBarTools = lazy(() => orNothing(async () => (await import('./top-bar-tools.tsx')).TopBarTools))

const TerminalDock = lazy(async () => ({
  default: (await import('#web/terminal/terminal-dock.tsx')).TerminalDock,
}))

const navigationWidth = 216

/** What stays around every page: navigation, the bar above, the watches, and the page in its boundary. */
export function Shell(): ReactNode {
  const client = useQueryClient()
  useEffect(() => startLive(client, liveness, openSocket), [client])
  useDockKey()
  const dockWanted = useDockWanted()
  usePaletteKey()
  const over = useOver() !== undefined
  const { pathname } = useLocation()
  // A page with parts stays while one goes from part to part; the shell itself is the first match.
  const page = useMatches()[1]?.pathname ?? pathname
  const moving = useNavigation().state !== 'idle'
  const [open, setOpen] = useState(false)
  const settled = useSettled()
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
        <Navigation>
          <Suspense fallback={null}>{settled && <Favourites />}</Suspense>
        </Navigation>
      </Box>
      <Suspense fallback={null}>{(settled || over) && <Behind />}</Suspense>
      {open && (
        <Suspense fallback={null}>
          <NavigationDrawer onClose={() => setOpen(false)} />
        </Suspense>
      )}
      <Box sx={{ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, position: 'relative' }}>
        <TopBar onMenu={() => setOpen(true)}>
          <Suspense fallback={null}>{settled && <TopBarTools />}</Suspense>
        </TopBar>
        {moving && <MovingBar />}
        <Box
          component="main"
          id="main"
          tabIndex={-1}
          // What is placed in it, as text for screen readers is, must not make the document higher than the window.
          sx={{ flex: 1, minHeight: 0, overflow: 'auto', outline: 'none', position: 'relative' }}
        >
          <PageBoundary key={page} fallback={<PageSkeleton />}>
            <Outlet />
          </PageBoundary>
        </Box>
        <Suspense fallback={null}>{dockWanted && <TerminalDock />}</Suspense>
      </Box>
    </Box>
  )
}
