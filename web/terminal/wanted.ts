import { useSyncExternalStore } from 'react'

/** Where this window keeps its terminals, for after a reload. */
export const keptTerminals = 'aerie-terminal'

const listeners = new Set<() => void>()

// Whatever else is in it, tabs are what the dock would show.
let wanted = (sessionStorage.getItem(keptTerminals) ?? '').includes('"tabs":[{')

/** Lets the dock be loaded and shown: most people never open a terminal, and do without its code. */
export function wantDock(): void {
  wanted = true
  for (const listener of listeners) listener()
}

/** Whether a terminal was opened in this window, before a reload or since. */
export function useDockWanted(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => wanted,
  )
}
