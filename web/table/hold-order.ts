import type { Watchable } from '#web/data/fold.ts'
import { keyOf } from './column.ts'

/** The objects of a table in the order of its rows. */
export interface Rows<T> {
  objects: readonly T[]
  /** Those that are deleted, but kept in their places for now. */
  gone: ReadonlySet<T>
}

export const nothingGone: ReadonlySet<never> = new Set()

/**
 * The rows while somebody points at them: each stays where it was, with its newest content; deleted ones
 * keep their place; new ones wait at the end. Nothing moves under the pointer.
 */
export function holdOrder<T extends Watchable>(held: readonly T[], sorted: readonly T[]): Rows<T> {
  if (isSameOrder(held, sorted)) return { objects: sorted, gone: nothingGone }
  const left = new Map(sorted.map((object) => [keyOf(object), object]))
  const gone = new Set<T>()
  const objects = held.map((old) => {
    const now = left.get(keyOf(old))
    left.delete(keyOf(old))
    if (now === undefined) gone.add(old)
    return now ?? old
  })
  return { objects: [...objects, ...left.values()], gone }
}

/** As it mostly is, from one change to the next. */
function isSameOrder<T extends Watchable>(held: readonly T[], sorted: readonly T[]): boolean {
  return (
    held.length === sorted.length &&
    held.every((old, at) => {
      const now = sorted[at]
      return now !== undefined && (now === old || keyOf(now) === keyOf(old))
    })
  )
}
