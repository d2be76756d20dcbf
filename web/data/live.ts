import type { Query, QueryClient } from '@tanstack/react-query'
import type { Change, Watchable } from './fold.ts'
import { follow, type Following, type Socket, type SocketListener } from './follow.ts'
import type { LivenessStore } from './liveness.ts'

/** What a query says about following it; every queried shape that can be followed has a resourceVersion. */
export interface Watch {
  /** The path and query of the watch, from this resourceVersion on. */
  address: (resourceVersion: string) => string
  fold: (data: Followable, changes: readonly Change<Watchable>[]) => Followable
}

export interface Followable {
  resourceVersion: string
  /** Whether more of it is still being read: what changed of that could not be folded in. */
  partial?: boolean
}

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { watch?: Watch }
  }
}

/**
 * The one place that watches: it listens to the query cache, opens a watch when a followed query has its
 * first observer and its data, and closes it with the last observer. Answers how to end all of it.
 */
export function startLive(
  client: QueryClient,
  states: LivenessStore,
  open: (address: string, listener: SocketListener) => Socket,
): () => void {
  const cache = client.getQueryCache()
  const followings = new Map<string, Following>()
  /** Until when what is followed no more was known to be right. */
  const left = new WeakMap<Query<Followable>, number>()
  const rightsChanged = soon(() => void client.invalidateQueries({ predicate: isAboutRights }))

  function reconcile(hash: string): void {
    const query = cache.get<Followable>(hash)
    const watch = query?.meta?.watch
    const data = query?.state.data
    const whole = data !== undefined && data.partial !== true
    const wanted = query !== undefined && query.getObserversCount() > 0 && whole
    if (watch === undefined || !wanted) {
      followings.get(hash)?.stop()
      if (!followings.delete(hash)) return
      const rightUntil = states.remove(hash)
      if (query !== undefined && rightUntil !== undefined) left.set(query, rightUntil)
      return
    }
    if (followings.has(hash)) return
    const { queryKey } = query
    // What comes out of the cache is as old as when it was last read or followed, and not only from now on.
    const knownAt = Math.max(query.state.dataUpdatedAt, left.get(query) ?? 0)
    followings.set(
      hash,
      follow({
        open: (listener) => open(watch.address(query.state.data?.resourceVersion ?? ''), listener),
        apply: (changes) =>
          client.setQueryData<Followable>(queryKey, (data) => data && watch.fold(data, changes)),
        readAgain: async () => {
          await client.refetchQueries({ queryKey, exact: true })
          return query.state.status === 'success'
        },
        tell: (live) => states.set(hash, live, knownAt),
        rightsChanged: rightsChanged.call,
      }),
    )
  }

  const unsubscribe = cache.subscribe(({ query }) => {
    if (query.meta?.watch !== undefined || followings.has(query.queryHash)) reconcile(query.queryHash)
  })
  // What was shown before anybody listened.
  for (const { queryHash } of cache.getAll()) reconcile(queryHash)
  const hurry = (): void => {
    if (!document.hidden) for (const following of followings.values()) following.hurry()
  }
  window.addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)
  return () => {
    unsubscribe()
    rightsChanged.cancel()
    window.removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', hurry)
    for (const following of followings.values()) following.stop()
  }
}

/**
 * Streams that end together are one piece of news; and what has ended them, such as that a space is being deleted, is
 * often only just coming on another one: asked before it is there, its API server would be asked in vain.
 */
const gathering = 150

/** Runs something once for all calls of a short while. */
function soon(work: () => void): { call: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    call() {
      timer ??= setTimeout(() => {
        timer = undefined
        work()
      }, gathering)
    },
    cancel: () => clearTimeout(timer),
  }
}

function isAboutRights({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey[0] === 'self' || queryKey[0] === 'access'
}

/** A watch's socket on the page's own server: wss where the page came over https. */
export function openSocket(address: string, listener: SocketListener): Socket {
  const url = new URL(address, window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url)
  socket.addEventListener('open', listener.opened)
  socket.addEventListener('message', ({ data }) => listener.message(String(data)))
  socket.addEventListener('close', ({ code }) => listener.closed(code))
  return socket
}
