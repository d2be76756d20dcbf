import { expect, test } from 'vitest'
import type { Watchable } from '#web/data/fold.ts'
import { chosenColumns, drawn, leadingOf, parseColumns, standardColumns, type Column } from './column.ts'

const columns: Column<Watchable>[] = [
  { id: 'name', header: 'Name', value: () => '' },
  { id: 'status', header: 'Status', value: () => '', below: { column: 'name', until: 'md' } },
  { id: 'owner', header: 'Owner', value: () => '', from: 'sm' },
]

function ids(isNarrower: (than: string) => boolean): string[] {
  return drawn(columns, isNarrower).map(({ column, second }) =>
    second === undefined ? column.id : `${column.id} over ${second.id}`,
  )
}

test('each column has its place where there is room', () => {
  expect(ids((than) => than === 'lg')).toEqual(['name', 'status', 'owner'])
})

test('a column goes under another one in a narrower window', () => {
  expect(ids((than) => than === 'md' || than === 'lg')).toEqual(['name over status', 'owner'])
})

test('a column stays where it is if the other one is not shown', () => {
  const shown = columns.filter(({ id }) => id !== 'name')
  expect(drawn(shown, () => true).map(({ column }) => column.id)).toEqual(['status', 'owner'])
})

test('the first column leads to the page of an object, unless another one is to', () => {
  expect(leadingOf(columns)?.id).toBe('name')
  const led = columns.map((column) => (column.id === 'status' ? { ...column, link: true as const } : column))
  expect(leadingOf(led)?.id).toBe('status')
})

const all: Column<Watchable>[] = [
  ...columns,
  { id: 'node', header: 'Node', value: () => '', from: 'lg' },
  { id: 'gates', header: 'Gates', value: () => '', optional: true },
]

test('columns are as they come, or as somebody chose', () => {
  const shown = (chosen?: string[]): string[] => chosenColumns(all, chosen).map(({ id }) => id)
  expect(shown()).toEqual(['name', 'status', 'owner', 'node'])
  expect(shown()).toEqual(standardColumns(all))
  expect(shown(['gates', 'name'])).toEqual(['gates', 'name'])
  expect(shown(['owner', 'node'])).toEqual(['name', 'owner', 'node'])
  expect(chosenColumns(all, ['name', 'node'])[1]?.from).toBe('sm')
})

test('an address names columns once, and only those that are there', () => {
  expect(parseColumns('node,colour,name,node', ['name', 'node'])).toEqual(['node', 'name'])
  expect(parseColumns('colour', ['name'])).toBeUndefined()
  expect(parseColumns(null, ['name'])).toBeUndefined()
})
