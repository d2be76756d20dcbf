import type { Watchable } from '#web/data/fold.ts'
import { keyOf } from './column.ts'

export interface Row<T> {
  object: T
  /** Deleted, but kept in its place for now. */
  gone: boolean
}

/**
 * The rows while somebody points at them: each stays where it was, with its newest content; deleted ones
 * keep their place; new ones wait at the end. Nothing moves under the pointer.
 */
export function holdOrder<T extends Watchable>(held: readonly T[], sorted: readonly T[]): Row<T>[] {
  const left = new Map(sorted.map((object) => [keyOf(object), object]))
  const rows = held.map((old): Row<T> => {
    const now = left.get(keyOf(old))
    left.delete(keyOf(old))
    return now === undefined ? { object: old, gone: true } : { object: now, gone: false }
  })
  for (const object of left.values()) rows.push({ object, gone: false })
  return rows
}
