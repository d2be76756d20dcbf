import { expect, test } from 'vitest'
import type { Watchable } from '#web/data/fold.ts'
import { drawn, linkOf, type Column } from './column.ts'

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

test('the first column leads to the page of an object, unless another one is to, wherever that is', () => {
  expect(linkOf(drawn(columns, () => false))?.id).toBe('name')
  const led = columns.map((column) => (column.id === 'status' ? { ...column, link: true as const } : column))
  expect(linkOf(drawn(led, () => false))?.id).toBe('status')
  expect(linkOf(drawn(led, () => true))?.id).toBe('status')
})
