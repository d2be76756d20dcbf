import { performance } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'

/** How often it is looked, in milliseconds. */
const every = 10_000

/** The share of that time that a quiet process works at the most. */
const quiet = 0.3

/** What is worth a pause when it lies free, and what can be gone through in a short one, in bytes. */
const worthwhile = 16 * 1024 * 1024
const soonDone = 100 * 1024 * 1024

/**
 * Gives back what a busy time has left in the heap, in the first quiet moment after it: V8 itself waits until about
 * as much again has been allocated, which in a quiet process is hours. Takes some 130 ms where 50 MB are in use.
 * Does nothing where Node was started without `--expose-gc`.
 */
export function tidyWhenQuiet(collect: NodeJS.GCFunction | undefined = globalThis.gc): void {
  if (collect === undefined) return
  let before = performance.eventLoopUtilization()
  setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before)
    before = performance.eventLoopUtilization()
    const { total_heap_size: total, used_heap_size: used } = getHeapStatistics()
    if (utilization > quiet || total - used < worthwhile || used > soonDone) return
    // Any other flavor leaves V8 the emptied pages, which were 40 MB.
    collect({ type: 'major', flavor: 'last-resort', execution: 'sync' })
  }, every).unref()
}
