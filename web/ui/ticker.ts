import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

/**
 * A text that depends on the time, drawn again only when the text changes. One clock serves all of them, so
 * that a thousand ages cost one timer.
 */
export function useTicking(text: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => text(timer === undefined ? (now = Date.now()) : now))
}
