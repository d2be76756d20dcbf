import { expect, test } from 'vitest'
import type { Watchable } from '#web/data/fold.ts'
import { drawn, type Column } from './column.ts'

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
