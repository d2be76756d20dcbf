import { useMemo, useState } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { bitByBit } from './bit-by-bit.ts'
import type { Column } from './column.ts'
import { matches, parseFilter } from './filter.ts'
import { orderOf, resorted, type Compare, type Sort, type Sorted } from './sort.ts'

/** The objects that the filter lets through; what is searched in is put together once for each object. */
export function useFiltered<T extends Watchable>(
  objects: readonly T[],
  columns: readonly Column<T>[],
  filter: string,
): readonly T[] {
  const state = useMemo(() => columns.find(({ tone }) => tone !== undefined), [columns])
  const [sieve] = useState(sifter<T>)
  return useMemo(() => {
    const terms = parseFilter(filter)
    if (terms.length === 0) return objects
    const passes = (object: T): boolean =>
      matches(terms, {
        labels: object.metadata.labels,
        row: () => rowText(object, columns),
        column: (id) => columnText(object, columns, id),
        tone: () => state?.tone?.(object),
      })
    return sieve(objects, passes, filter, columns)
  }, [sieve, objects, columns, filter, state])
}

interface Sifted<T> {
  asked: string
  columns: readonly Column<T & Watchable>[]
  objects: readonly T[]
  /** Of each of them, whether it passes. */
  passed: readonly boolean[]
  found: readonly T[]
}

/**
 * Filters again and again, and looks only into what has changed; where that is nothing that passes, what passes is
 * the same array. While somebody types, the rows are drawn by turns as they were and as they are to be: it remembers
 * both.
 */
function sifter<T extends Watchable>() {
  let known: readonly Sifted<T>[] = []
  return (
    objects: readonly T[],
    passes: (object: T) => boolean,
    asked: string,
    columns: readonly Column<T>[],
  ): readonly T[] => {
    const before = known.find((one) => one.asked === asked && one.columns === columns)
    const passed: boolean[] = []
    const next: T[] = []
    let isSame = before !== undefined
    // Thousands of objects at every change: one loop, in which nothing is made for each of them.
    for (let at = 0; at < objects.length; at += 1) {
      const object = objects[at] as T
      const does = before?.objects[at] === object ? before.passed[at] === true : passes(object)
      passed.push(does)
      if (!does) continue
      if (isSame && before?.found[next.length] !== object) isSame = false
      next.push(object)
    }
    const found = before !== undefined && isSame && next.length === before.found.length ? before.found : next
    const others = known.filter((one) => one !== before).slice(0, 1)
    known = [{ asked, columns, objects, passed, found }, ...others]
    return found
  }
}

/** The objects in the order that was asked for. */
export function useSorted<T extends Watchable>(
  objects: readonly T[],
  columns: readonly Column<T>[],
  sort: Sort,
): readonly T[] {
  const [sorted] = useState(sorter<T>)
  const order = useMemo(() => orderOf(columns, sort), [columns, sort])
  return useMemo(() => sorted(objects, order), [sorted, objects, order])
}

/** Sorts again and again, and remembers how it was; what it gives depends on what it is given alone. */
function sorter<T>() {
  let known: (Sorted<T> & { compare: Compare<T> }) | undefined
  return (objects: readonly T[], compare: Compare<T>): readonly T[] => {
    const inOrder = known?.compare === compare ? resorted(known, objects, compare) : objects.toSorted(compare)
    known = { compare, objects, inOrder }
    return inOrder
  }
}

/** The texts of objects, by the columns that they are in. */
const rowTexts = new WeakMap<object, WeakMap<object, string>>()

/** The name and all columns of an object, in lower case; columns without texts have an empty one. */
function rowText<T extends Watchable>(object: T, columns: readonly Column<T>[]): string {
  let known = rowTexts.get(columns)
  if (known === undefined) rowTexts.set(columns, (known = new WeakMap()))
  const before = known.get(object)
  if (before !== undefined) return before
  const shown = columns.map((column) => textIn(column, object))
  const text = [object.metadata.name.toLowerCase(), ...shown].join('\n')
  known.set(object, text)
  return text
}

/** Puts together what will be searched in, before somebody types. */
export function prepareTexts<T extends Watchable>(
  objects: readonly T[],
  columns: readonly Column<T>[],
  rest: () => Promise<unknown>,
): Promise<void> {
  return bitByBit(objects, rest, (object) => void rowText(object, columns))
}

/** What a column says, in lower case; `status` is the one that has a tone. Undefined where there is no such column. */
function columnText<T extends Watchable>(
  object: T,
  columns: readonly Column<T>[],
  id: string,
): string | undefined {
  const state = id === 'status' ? columns.find(({ tone }) => tone !== undefined) : undefined
  const column = state ?? columns.find((one) => one.id.toLowerCase() === id)
  if (column !== undefined) return textIn(column, object)
  if (id === 'name') return object.metadata.name.toLowerCase()
  return id === 'namespace' ? (object.metadata.namespace ?? '').toLowerCase() : undefined
}

function textIn<T extends Watchable>({ value }: Column<T>, object: T): string {
  const text = value(object)
  return typeof text === 'string' ? text.toLowerCase() : ''
}
