import { vi } from 'vitest'

/**
 * How long a test waits, unless it says so, for what is there in a moment: on a slow machine with other work that can
 * be many times what Vitest waits. Whatever has to be fast says how fast.
 */
const patience = { timeout: 15_000 }

/** On `vi` once it is patient: the files of one process share it. */
const mark = Symbol.for('aerie.patient')

if (!Object.hasOwn(vi, mark)) {
  const { waitFor, waitUntil } = vi
  vi.waitFor = (callback, options) => waitFor(callback, { ...patience, ...written(options) })
  vi.waitUntil = (callback, options) => waitUntil(callback, { ...patience, ...written(options) })
  Object.defineProperty(vi, mark, { value: true })
}

function written<T extends object>(options: number | T | undefined): T | { timeout: number } | undefined {
  return typeof options === 'number' ? { timeout: options } : options
}
