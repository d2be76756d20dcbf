import { useSyncExternalStore } from 'react'

/** What one key opens over any page. */
export type Over = 'palette' | 'shortcuts'

const listeners = new Set<() => void>()
let over: Over | undefined

/** Opens it, in the place of what was open; undefined closes. */
export function setOver(next: Over | undefined): void {
  over = next
  for (const listener of listeners) listener()
}

export function overNow(): Over | undefined {
  return over
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useOver(): Over | undefined {
  return useSyncExternalStore(subscribe, overNow)
}
