import { useMemo, useState } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import type { Column } from './column.ts'
import { matches, parseFilter } from './filter.ts'
import { orderOf, resorted, type Compare, type Sort, type Sorted } from './sort.ts'

/** The objects that the filter lets through; what is searched in is put together once for each object. */
export function useFiltered<T extends Watchable>(
  objects: readonly T[],
  columns: readonly Column<T>[],
  filter: string,
): readonly T[] {
  const texts = useMemo(() => textsOf(columns), [columns])
  const state = useMemo(() => columns.find(({ tone }) => tone !== undefined), [columns])
  const [sieve] = useState(sifter<T>)
  return useMemo(() => {
    const terms = parseFilter(filter)
    if (terms.length === 0) return objects
    const passes = (object: T): boolean =>
      matches(terms, {
        labels: object.metadata.labels,
        row: () => texts(object).row,
        column: (id) => texts(object).columns.get(id),
        tone: () => state?.tone?.(object),
      })
    return sieve(objects, passes, filter, columns)
  }, [sieve, objects, columns, filter, texts, state])
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
    const passed = objects.map((object, at) =>
      before?.objects[at] === object ? before.passed[at] === true : passes(object),
    )
    const next = objects.filter((_, at) => passed[at])
    const isSame =
      before !== undefined &&
      next.length === before.found.length &&
      next.every((object, at) => object === before.found[at])
    const found = isSame ? before.found : next
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

interface Texts {
  columns: ReadonlyMap<string, string>
  /** The name and all columns. */
  row: string
}

/** What text is looked for in, in lower case; columns without texts have an empty one. */
function textsOf<T extends Watchable>(columns: readonly Column<T>[]): (object: T) => Texts {
  const known = new WeakMap<T, Texts>()
  return (object) => {
    const before = known.get(object)
    if (before !== undefined) return before
    const { name, namespace = '' } = object.metadata
    const shown = columns.map((column): [string, string, Column<T>] => [
      column.id.toLowerCase(),
      textIn(column, object),
      column,
    ])
    const byColumn = new Map([
      ['name', name.toLowerCase()],
      ['namespace', namespace.toLowerCase()],
      ...shown.map(([id, text]): [string, string] => [id, text]),
    ])
    const state = shown.find(([, , { tone }]) => tone !== undefined)
    if (state !== undefined) byColumn.set('status', state[1])
    const texts = {
      columns: byColumn,
      row: [name.toLowerCase(), ...shown.map(([, text]) => text)].join('\n'),
    }
    known.set(object, texts)
    return texts
  }
}

function textIn<T extends Watchable>({ value }: Column<T>, object: T): string {
  const text = value(object)
  return typeof text === 'string' ? text.toLowerCase() : ''
}
