import { useSyncExternalStore } from 'react'

/** What opens over any page: by one key, or the commands that do what a menu offers. */
export type Over = 'palette' | 'shortcuts' | Commands

interface Commands {
  title: string
  commands: readonly { words: string; command: string }[]
}

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
