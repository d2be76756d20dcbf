import { useSyncExternalStore } from 'react'

/** Whether what is on screen follows the server; if not, since when (milliseconds) it does not. */
export type Liveness = { live: true } | { live: false; since: number }

/** The state of every open watch by query hash, and one summary of them for the person. */
export interface LivenessStore {
  /** `knownAt` is when what a watch begins from was right, for one that does not get as far as to be live. */
  set: (hash: string, live: boolean, knownAt?: number) => void
  /** Answers until when it was right; undefined when it never came to be live or lost. */
  remove: (hash: string) => number | undefined
  subscribe: (listener: () => void) => () => void
  /** Calls whenever all of it follows the server again. */
  onLive: (listener: () => void) => () => void
  /** Undefined while nothing on screen is watched; otherwise as bad as the worst watch. */
  summary: () => Liveness | undefined
}

export function livenessStore(now: () => number = Date.now): LivenessStore {
  const states = new Map<string, Liveness>()
  const listeners = new Set<() => void>()
  let summary: Liveness | undefined
  function changed(): void {
    const next = worst([...states.values()])
    if (sameLiveness(summary, next)) return
    summary = next
    for (const listener of listeners) listener()
  }
  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    set(hash, live, knownAt) {
      const before = states.get(hash)
      if (before?.live === live) return
      const since = before === undefined && knownAt !== undefined ? knownAt : now()
      states.set(hash, live ? { live } : { live, since })
      changed()
    },
    remove(hash) {
      const before = states.get(hash)
      states.delete(hash)
      changed()
      return before?.live === false ? before.since : before && now()
    },
    subscribe,
    // Listeners hear of changes only, so what is live now was not before.
    onLive: (listener) =>
      subscribe(() => {
        if (summary?.live === true) listener()
      }),
    summary: () => summary,
  }
}

/** The view is as old as its oldest part. */
export function worst(states: readonly Liveness[]): Liveness | undefined {
  const since = states.flatMap((state) => (state.live ? [] : [state.since]))
  if (since.length > 0) return { live: false, since: Math.min(...since) }
  return states.length === 0 ? undefined : { live: true }
}

function sameLiveness(one: Liveness | undefined, other: Liveness | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return one.live ? other.live : !other.live && one.since === other.since
}

/** The page's store: there is one screen, so there is one. */
export const liveness = livenessStore()

export function useLiveness(): Liveness | undefined {
  return useSyncExternalStore(liveness.subscribe, liveness.summary)
}

/** How to say since when the view does not follow; both in milliseconds. */
export function staleWords(since: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - since) / 1000))
  if (seconds < 5) return 'Reconnecting…'
  const old = seconds < 120 ? `${seconds} seconds old` : `${Math.floor(seconds / 60)} minutes old`
  return `Reconnecting… ${old}`
}
