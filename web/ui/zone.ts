import { useSyncExternalStore } from 'react'

/** In which zone times are shown. */
export type Zone = 'local' | 'utc'

/** Kept in this browser, so that the first times which are drawn are in the right one. */
const place = 'aerie-zone'

const listeners = new Set<() => void>()

let zone: Zone | undefined

function current(): Zone {
  zone ??= localStorage.getItem(place) === 'utc' ? 'utc' : 'local'
  return zone
}

export function setZone(next: Zone): void {
  if (next === current()) return
  zone = next
  localStorage.setItem(place, next)
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The zone that the person chose; the browser's own until they do. */
export function useZone(): Zone {
  return useSyncExternalStore(subscribe, current)
}
