import { expect, test } from 'vitest'
import { unserved } from '#api-mock/resources/unserved.ts'
import { Age, nameColumn } from '#api-mock/resources/columns.ts'
import { encode, Stored } from '#api-mock/store/stored.ts'
import { presentList, presentObject, presentTable } from './present.ts'

const things = { ...unserved('example.io', 'things'), version: 'v1', kind: 'Thing', listKind: 'ThingList' }
const now = Date.parse('2026-01-01T00:02:30Z')
const body = { metadata: { name: 'x', creationTimestamp: '2026-01-01T00:00:00Z' }, spec: { a: 1 } }
const stored = new Stored({ namespace: 'd', name: 'x', revision: 4, createRevision: 4, ...encode(body, 4) })
const object = { as: 'object', metaVersion: '', includeObject: 'Metadata' } as const
const metadata = { resourceVersion: '9' }

test('an object carries its kind, an item of a typed list does not', () => {
  expect(JSON.parse(presentObject(things, stored, object, now))).toMatchObject({
    apiVersion: 'example.io/v1',
    kind: 'Thing',
    spec: { a: 1 },
  })
  const list = JSON.parse(presentList(things, [stored], { format: object, metadata, now }))
  expect(list).toMatchObject({ kind: 'ThingList', metadata })
  expect(Object.keys(list.items[0])).toEqual(['metadata', 'spec'])
})

test('a table has ages of now and as much of the object as was asked for', () => {
  const table = (
    includeObject: 'None' | 'Metadata' | 'Object',
  ): { rows: { object: unknown; cells: unknown[] }[] } =>
    JSON.parse(
      presentTable(things, [stored], {
        format: { as: 'Table', metaVersion: 'v1', includeObject },
        metadata,
        now,
        withColumns: false,
      }),
    )
  expect(table('None').rows).toEqual([{ cells: ['x', '2m30s'], object: null }])
  expect(table('Metadata').rows[0]?.object).toMatchObject({
    kind: 'PartialObjectMetadata',
    metadata: { name: 'x' },
  })
  expect(table('Object').rows[0]?.object).toMatchObject({ kind: 'Thing', spec: { a: 1 } })
})

test('a row tells its conditions where it has any', () => {
  const condition = { type: 'Completed', status: 'True', reason: 'Failed', message: 'm' } as const
  const rowsOf = (conditions: (typeof condition)[]): unknown =>
    JSON.parse(
      presentList({ ...things, rowConditions: () => conditions }, [stored], {
        format: { as: 'Table', metaVersion: 'v1', includeObject: 'None' },
        metadata,
        now,
      }),
    ).rows
  expect(rowsOf([condition])).toEqual([{ cells: ['x', '2m30s'], conditions: [condition], object: null }])
  expect(rowsOf([])).toEqual([{ cells: ['x', '2m30s'], object: null }])
})

test('an age may stand within words, and grows with the table', () => {
  const value = (): Age => new Age('2026-01-01T00:00:00Z', (age) => `2 (${age} ago)`)
  const restarts = { ...nameColumn, name: 'Restarts', value }
  const restarting = { ...things, columns: [nameColumn, restarts] }
  const at = (time: number): unknown =>
    JSON.parse(presentList(restarting, [stored], { format: { ...object, as: 'Table' }, metadata, now: time }))
      .rows[0].cells
  expect(at(now)).toEqual(['x', '2 (2m30s ago)'])
  expect(at(now + 60_000)).toEqual(['x', '2 (3m30s ago)'])
})
