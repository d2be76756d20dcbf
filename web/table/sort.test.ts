import { expect, test } from 'vitest'
import type { Column } from './column.ts'
import { nextSort, orderOf, parseSort, printSort, resorted, type Sort } from './sort.ts'

test('a sort survives the way through an address', () => {
  for (const text of ['name', '-age', 'age,-name']) {
    const sort = parseSort(text, ['name', 'age'])
    expect(sort && printSort(sort)).toBe(text)
  }
})

test('an address cannot sort by what is no column, nor twice by one', () => {
  expect(parseSort('-colour', ['name'])).toBeUndefined()
  expect(parseSort(null, ['name'])).toBeUndefined()
  expect(parseSort('colour,name,-name', ['name'])).toEqual([{ id: 'name', desc: false }])
})

test('a column is asked for alone, or added, turned round and taken out', () => {
  const steps = (add: boolean, ...ids: string[]): string =>
    printSort(ids.reduce<Sort>((sort, id) => nextSort(sort, id, add), [{ id: 'name', desc: false }]))
  expect(steps(false, 'age')).toBe('age')
  expect(steps(false, 'name')).toBe('-name')
  expect(steps(true, 'age')).toBe('name,age')
  expect(steps(true, 'age', 'age')).toBe('name,-age')
  expect(steps(true, 'age', 'age', 'age')).toBe('name')
  expect(steps(true, 'name', 'name')).toBe('name')
})

function thing(name: string, size?: string | number, team?: string) {
  return { metadata: { name }, size, team }
}

type Thing = ReturnType<typeof thing>

const columns: Column<Thing>[] = [
  { id: 'size', header: 'Size', value: ({ size }) => size },
  { id: 'team', header: 'Team', value: ({ team }) => team },
]

function names(sort: string, things: readonly Thing[]): string[] {
  const order = orderOf(columns, parseSort(sort, ['size', 'team']) ?? [])
  return things.toSorted(order).map(({ metadata }) => metadata.name)
}

test('values are ordered as people would, either way', () => {
  const nodes = [thing('a', 'node-10'), thing('b', 'Node-2'), thing('c', 'node-1')]
  expect(names('size', nodes)).toEqual(['c', 'b', 'a'])
  expect(names('-size', [thing('a', 10), thing('b', 9), thing('c', 100)])).toEqual(['c', 'a', 'b'])
})

test('without a value comes last both ways, and of equals the name decides', () => {
  const rows = [thing('a'), thing('c', 1), thing('b', 1), thing('d', 2)]
  expect(names('size', rows).join('')).toBe('bcda')
  expect(names('-size', rows).join('')).toBe('dbca')
})

test('those alike in one column are ordered by the next', () => {
  const rows = [thing('a', 1, 'red'), thing('b', 2, 'blue'), thing('c', 1, 'blue'), thing('d', 2, 'red')]
  expect(names('size,-team', rows).join('')).toBe('acdb')
})

test('objects that only look different keep their places, and others move', () => {
  const order = orderOf(columns, [{ id: 'size', desc: false }])
  const things = Array.from({ length: 40 }, (_, index) => thing(`t${index}`, index % 10))
  const sorted = { objects: things, inOrder: things.toSorted(order) }
  const alike = things.map((one, index) => (index % 20 === 3 ? { ...one } : one))
  const inOrder = resorted(sorted, alike, order)
  expect(inOrder).toEqual(alike.toSorted(order))
  expect(inOrder.filter((one) => !things.includes(one))).toHaveLength(2)
  const moved = things.map((one, index) => (index % 20 === 3 ? thing(one.metadata.name, 7) : one))
  expect(resorted(sorted, moved, order)).toEqual(moved.toSorted(order))
})

test('putting a few in their new places gives the same as sorting all', () => {
  const order = orderOf(columns, [{ id: 'size', desc: false }])
  let things = Array.from({ length: 200 }, (_, index) => thing(`t${index}`, (index * 37) % 101))
  let sorted = { objects: things, inOrder: resorted({ objects: [], inOrder: [] }, things, order) }
  for (let round = 0; round < 50; round += 1) {
    things = things
      .filter((_, index) => index % 97 !== round)
      .map((one, index) => (index % 41 === round % 41 ? thing(one.metadata.name, (round * 53) % 101) : one))
    if (round % 3 > 0) things.push(thing(`new-${round}`, round * 2))
    if (round % 5 === 0) things = things.toReversed()
    sorted = { objects: things, inOrder: resorted(sorted, things, order) }
    expect(sorted.inOrder).toEqual(things.toSorted(order))
  }
  expect(resorted(sorted, things, order)).toBe(sorted.inOrder)
  expect(resorted(sorted, things.toReversed(), order)).toBe(sorted.inOrder)
})
