// With what Node is started where memory counts more than the last bit of speed. server/ground/embedded.ts starts
// the clusters with the same.

/**
 * V8 would let the objects of the last moments take 128 MB before it looks which of them are still needed; and the
 * server asks it to look in quiet moments (server/memory.ts).
 */
export const memoryFlags = ['--max-semi-space-size=16', '--expose-gc']

/** Each thread that compiles would have glibc keep a share of free memory of its own. */
export const memoryEnvironment = { MALLOC_ARENA_MAX: '2' }
