import { messageOf } from '#kube/errors.ts'
import { StatusError } from '#kube/status.ts'

export interface ControllerOptions {
  /** What its faults are told under. */
  name: string
  /**
   * Brings what the key names to what it should be. What it throws is tried again after a pause that grows;
   * `signal` tells it that nobody waits for more than what it has begun.
   */
  reconcile(key: string, signal: AbortSignal): Promise<void>
  report(error: unknown): void
  /** How many keys are worked on at once. */
  concurrency?: number
  random?: () => number
}

export interface Controller {
  /** Asks for a key, at once or after some milliseconds; of several such times the first counts. */
  enqueue(key: string, afterMs?: number): void
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>
}

/** No timer can be longer; who waits for more is woken early and waits on. */
const longestPause = 2 ** 31 - 1

/** Somebody wrote in between: the usual case, and told only when it does not end. */
const quietConflicts = 4

/**
 * A queue of keys, in the manner of client-go: a key that is asked for many times is worked on once, never twice at
 * the same time, and again when it was asked for meanwhile. A fault is told once, and again when it says something
 * else. Nothing here looks by itself: whoever makes a controller enqueues what watches tell.
 */
export function startController(options: ControllerOptions): Controller {
  const { name, concurrency = 1, random = Math.random } = options
  const queue = new Set<string>()
  const active = new Map<string, Promise<void>>()
  const timers = new Map<string, { timer: NodeJS.Timeout; at: number }>()
  const failures = new Map<string, { count: number; told?: string }>()
  const ended = new AbortController()

  function enqueue(key: string, afterMs = 0): void {
    if (ended.signal.aborted) return
    if (afterMs > 0) return later(key, Math.min(afterMs, longestPause))
    queue.add(key)
    // Whoever asks goes on first: a controller never works inside the handler of a watch.
    queueMicrotask(begin)
  }

  function later(key: string, after: number): void {
    const at = Date.now() + after
    const known = timers.get(key)
    if (known !== undefined && known.at <= at) return
    clearTimeout(known?.timer)
    const timer = setTimeout(() => {
      timers.delete(key)
      enqueue(key)
    }, after)
    timers.set(key, { timer, at })
  }

  function begin(): void {
    for (const key of queue) {
      if (ended.signal.aborted || active.size >= concurrency) return
      if (active.has(key)) continue
      queue.delete(key)
      // Later, so that a key whose work throws before it waits is not marked after it has ended.
      active.set(key, Promise.resolve(key).then(run))
    }
  }

  async function run(key: string): Promise<void> {
    try {
      await options.reconcile(key, ended.signal)
      failures.delete(key)
    } catch (error) {
      failed(key, error)
    }
    active.delete(key)
    begin()
  }

  function failed(key: string, error: unknown): void {
    if (ended.signal.aborted) return
    const before = failures.get(key)
    const count = (before?.count ?? 0) + 1
    const message = messageOf(error)
    const quiet = error instanceof StatusError && error.code === 409 && count <= quietConflicts
    if (!quiet && message !== before?.told)
      options.report(new Error(`${name} ${key}: ${message}`, { cause: error }))
    failures.set(key, { count, ...(quiet ? {} : { told: message }) })
    enqueue(key, retryAfter(count, random))
  }

  return {
    enqueue,
    async stop() {
      ended.abort()
      queue.clear()
      for (const { timer } of timers.values()) clearTimeout(timer)
      timers.clear()
      await Promise.all(active.values())
    },
  }
}

/** Milliseconds until a key that has failed so many times on end is tried again: 50 ms doubled up to 30 s. */
export function retryAfter(failures: number, random: () => number = Math.random): number {
  // Spread by a quarter, so that a hundred keys that failed together do not come back together.
  return Math.min(30_000, 50 * 2 ** Math.min(failures - 1, 20)) * (1 - random() / 4)
}
