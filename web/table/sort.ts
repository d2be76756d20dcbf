import type { Watchable } from '#web/data/fold.ts'
import type { Column } from './column.ts'

/** By one column, and whether the largest comes first. */
export interface SortKey {
  id: string
  desc: boolean
}

/** By the first column, and those that are alike there by the next. */
export type Sort = readonly SortKey[]

/** A sort as it stands in an address: `age,-name`, with a minus for the largest first. */
export function parseSort(text: string | null, known: readonly string[]): Sort | undefined {
  const keys = (text ?? '')
    .split(',')
    .map((word) => (word.startsWith('-') ? { id: word.slice(1), desc: true } : { id: word, desc: false }))
    .filter(({ id }, index, all) => known.includes(id) && all.findIndex((key) => key.id === id) === index)
  return keys.length === 0 ? undefined : keys
}

export function printSort(sort: Sort): string {
  return sort.map(({ id, desc }) => (desc ? `-${id}` : id)).join(',')
}

/** The sort after somebody asked for a column: by it alone; or `add` it after the others, turn it round, and at last take it out. */
export function nextSort(sort: Sort, id: string, add: boolean): Sort {
  const known = sort.find((key) => key.id === id)
  if (!add) return [{ id, desc: known?.desc === false }]
  if (known === undefined) return [...sort, { id, desc: false }]
  if (!known.desc) return sort.map((key) => (key === known ? { id, desc: true } : key))
  return sort.length === 1 ? [{ id, desc: false }] : sort.filter((key) => key !== known)
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

type Value = string | number | undefined

/** Numbers by size, texts as people sort them: `node-2` before `node-10`, whatever the case. */
function compareValues(one: Value, other: Value): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return collator.compare(String(one), String(other))
}

export type Compare<T> = (one: T, other: T) => number

/**
 * The order of a sort. Objects of which a column says nothing come last, either way. Of those that are alike in all of
 * them the name decides, so that there is but one order, however the objects came.
 */
export function orderOf<T extends Watchable>(columns: readonly Column<T>[], sort: Sort): Compare<T> {
  const keys = sort.flatMap(({ id, desc }) => {
    const column = columns.find((known) => known.id === id)
    return column === undefined ? [] : [{ value: column.value, direction: desc ? -1 : 1 }]
  })
  const known = new WeakMap<T, { values: Value[]; last: string }>()
  const valuesOf = (object: T) => {
    const before = known.get(object)
    if (before !== undefined) return before
    const { namespace = '', name, uid = '' } = object.metadata
    const values = { values: keys.map(({ value }) => value(object)), last: `${name} ${namespace} ${uid}` }
    known.set(object, values)
    return values
  }
  return (one, other) => {
    const left = valuesOf(one)
    const right = valuesOf(other)
    for (const [at, { direction }] of keys.entries()) {
      const a = left.values[at]
      const b = right.values[at]
      const order =
        a === undefined || b === undefined
          ? Number(a === undefined) - Number(b === undefined)
          : direction * compareValues(a, b)
      if (order !== 0) return order
    }
    return left.last < right.last ? -1 : Number(left.last > right.last)
  }
}

/** Some objects in their order. */
export interface Sorted<T> {
  objects: readonly T[]
  inOrder: readonly T[]
}

/**
 * The objects in their order, made of how they were before: of thousands a few change at a time, and only those are
 * put in their new places.
 */
export function resorted<T>(before: Sorted<T>, objects: readonly T[], compare: Compare<T>): readonly T[] {
  const { fresh, gone } = changesOf(before.objects, objects)
  if (fresh.size === 0 && gone.size === 0) return before.inOrder
  if (fresh.size + gone.size > objects.length / 8) return objects.toSorted(compare)
  if (fresh.size === gone.size) {
    const replaced = inTheirPlaces(before.inOrder, [...gone], [...fresh], compare)
    if (replaced !== undefined) return replaced
  }
  const inOrder = [...before.inOrder]
  for (const object of gone) {
    const place = placeOf(object, inOrder, compare)
    // Where an order cannot tell two of them apart, one is not where it is looked for.
    if (inOrder[place] !== object) return objects.toSorted(compare)
    inOrder.splice(place, 1)
  }
  for (const object of fresh) inOrder.splice(placeOf(object, inOrder, compare), 0, object)
  return inOrder
}

/** The order in which each object has the place of the one before it; undefined where one of them belongs elsewhere. */
function inTheirPlaces<T>(
  inOrder: readonly T[],
  gone: readonly T[],
  fresh: readonly T[],
  compare: Compare<T>,
): readonly T[] | undefined {
  const result = [...inOrder]
  for (const [at, object] of fresh.entries()) {
    const old = gone[at]
    if (old === undefined) return undefined
    const place = placeOf(old, result, compare)
    if (result[place] !== old) return undefined
    const [left, right] = [result[place - 1], result[place + 1]]
    if (left !== undefined && compare(left, object) > 0) return undefined
    if (right !== undefined && compare(object, right) > 0) return undefined
    result[place] = object
  }
  return result
}

/** What came and what went; where objects are only replaced, as mostly, nothing is looked up. */
function changesOf<T>(before: readonly T[], now: readonly T[]): { fresh: Set<T>; gone: Set<T> } {
  if (before.length !== now.length) {
    const gone = new Set(before)
    return { fresh: new Set(now.filter((object) => !gone.delete(object))), gone }
  }
  const gone = new Set<T>()
  const fresh = new Set<T>()
  // Thousands of objects at every change: nothing is made for each of them.
  for (let at = 0; at < now.length; at += 1) {
    const old = before[at]
    const object = now[at]
    if (old === object || old === undefined || object === undefined) continue
    gone.add(old)
    fresh.add(object)
  }
  // What only has another place is neither.
  for (const object of gone) if (fresh.delete(object)) gone.delete(object)
  return { fresh, gone }
}

/** Before which of the others an object belongs. */
function placeOf<T>(object: T, others: readonly T[], compare: Compare<T>): number {
  let low = 0
  let high = others.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = others[middle]
    if (other !== undefined && compare(other, object) < 0) low = middle + 1
    else high = middle
  }
  return low
}
