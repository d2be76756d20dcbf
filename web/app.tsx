import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { StrictMode, type ReactNode } from 'react'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { methods, self } from './data/queries.ts'
import { makeQueryClient, onSignedOutElsewhere, wasSignedIn } from './data/session.ts'
import { paths, places } from './paths.ts'
import { makeRoutes } from './routes.tsx'
import { modeKey, theme } from './theme/theme.ts'

interface Started {
  client: QueryClient
  router: ReturnType<typeof createBrowserRouter>
}

/**
 * Starts everything that is not drawing: the cache, and the router with its first loaders. The
 * router loads a page's code while it asks who one is, so somebody who is hardly signed in is asked before.
 */
export async function start(): Promise<Started> {
  const client = makeQueryClient(sessionOver)
  // A whole new page here, too, so that nothing of what was seen stays in memory.
  onSignedOutElsewhere(() => window.location.assign(paths.login(undefined, 'signed-out')))
  if (!wasSignedIn()) await leadToSignIn(client)
  const router = createBrowserRouter(makeRoutes(client))

  /** Leads to sign-in and back to this very place; somebody who was never signed in is led by the loader. */
  function sessionOver(): void {
    if (client.getQueryData(self.queryKey) === undefined) return
    const { pathname, search } = router.state.navigation.location ?? router.state.location
    if (pathname === places.login) return
    void router.navigate(paths.login(pathname + search, 'expired'))
  }
  return { client, router }
}

/**
 * Makes sign-in the window's first place if there is no session; what else may fail is the pages' to say. It asks for
 * what the sign-in page needs anyhow, where asking who one is would be refused.
 */
async function leadToSignIn(client: QueryClient): Promise<void> {
  const { pathname, search } = window.location
  if (pathname === places.login) return
  const found = await client.query(methods).catch(() => undefined)
  if (found?.signedIn === false) window.history.replaceState(null, '', paths.login(pathname + search))
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
