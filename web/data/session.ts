import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { asStatusError, request } from './client.ts'

/** Other windows of the same browser share the cookie, so they hear when it ends. */
const otherWindows = new BroadcastChannel('aerie-session')

/** Stands in this browser while somebody is signed in here, as far as it knows: the cookie no script can read. */
const hint = 'aerie-signed-in'

/** Whether asking for data is likely to be answered. Only a guess that spares requests; the server decides. */
export function wasSignedIn(): boolean {
  return localStorage.getItem(hint) !== null
}

export function rememberSignedIn(): void {
  localStorage.setItem(hint, 'yes')
}

/** Signs in; the server answers with a cookie that no script can read. */
export async function signIn(username: string, password: string): Promise<void> {
  await request<unknown>('POST', '/auth/session', { body: { username, password }, patient: false })
}

export async function signOut(): Promise<void> {
  await request<unknown>('POST', '/auth/logout')
  localStorage.removeItem(hint)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origins
  otherWindows.postMessage('signed-out')
}

/** Calls `over` when another window signs out. */
export function onSignedOutElsewhere(over: () => void): void {
  otherWindows.addEventListener('message', over)
}

/** The cache of all server data; whatever is answered with 401 means that the session is over. */
export function makeQueryClient(sessionOver: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (asStatusError(error).code !== 401) return
    localStorage.removeItem(hint)
    sessionOver()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // Pages ask again by themselves when the server is back, and watches bring what changes.
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
