import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { StrictMode, type ReactNode } from 'react'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { liveness } from './data/liveness.ts'
import { openSocket, startLive } from './data/live.ts'
import { self } from './data/queries.ts'
import { makeQueryClient, onSignedOutElsewhere } from './data/session.ts'
import { paths, places } from './paths.ts'
import { makeRoutes } from './routes.tsx'
import { modeKey, theme } from './theme/theme.ts'

interface Started {
  client: QueryClient
  router: ReturnType<typeof createBrowserRouter>
}

/** Starts everything that is not drawing: the cache, the watches, and the router with its first loaders. */
export function start(): Started {
  const client = makeQueryClient(sessionOver)
  startLive(client, liveness, openSocket)
  // A whole new page here, too, so that nothing of what was seen stays in memory.
  onSignedOutElsewhere(() => window.location.assign(paths.login(undefined, 'signed-out')))
  const router = createBrowserRouter(makeRoutes(client))

  /** Leads to sign-in and back to this very place; somebody who was never signed in is led by the loader. */
  function sessionOver(): void {
    const { pathname, search } = router.state.navigation.location ?? router.state.location
    if (pathname === places.login || client.getQueryData(self.queryKey) === undefined) return
    void router.navigate(paths.login(pathname + search, 'expired'))
  }
  return { client, router }
}

export function App({ client, router }: Started): ReactNode {
  return (
    <StrictMode>
      <ThemeProvider
        theme={theme}
        defaultMode="system"
        modeStorageKey={modeKey}
        disableTransitionOnChange
        noSsr
      >
        <CssBaseline enableColorScheme />
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </StrictMode>
  )
}
