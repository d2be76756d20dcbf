import type { QueryClient } from '@tanstack/react-query'

/** Resolves once all that was asked for is there and drawn: the time for what nobody waits for. */
export async function quiet(client: QueryClient, except?: unknown): Promise<void> {
  const asks = (): boolean =>
    client.isFetching({ predicate: ({ queryKey }) => except === undefined || queryKey[0] !== except }) > 0
  do {
    if (asks()) await ended(client, asks)
    await idle()
    // What was drawn may have asked for more.
  } while (asks())
}

function ended(client: QueryClient, asks: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.getQueryCache().subscribe(() => {
      if (asks()) return
      stop()
      resolve()
    })
  })
}

/** A window that nobody looks at is hardly ever idle for its browser, in milliseconds. */
const longestWait = 1_000

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(() => resolve(), { timeout: longestWait })
    else setTimeout(resolve)
  })
}
