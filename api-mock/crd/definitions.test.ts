import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { Age } from '#api-mock/resources/columns.ts'
import { columnsOf, definitionsOf } from './definitions.ts'

const version = { name: 'v1', served: true, storage: true }
const team: KubeObject = {
  apiVersion: 'example.io/v1',
  kind: 'Team',
  metadata: { name: 'red', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: { size: 3, users: ['a', 'b'], wrong: 'three' },
}

test('cells are what the paths find, where it fits the type', () => {
  const column = (type: string, jsonPath: string) => ({ name: jsonPath, type, jsonPath })
  const columns = columnsOf({
    ...version,
    additionalPrinterColumns: [
      column('integer', '.spec.size'),
      column('integer', '.spec.wrong'),
      column('string', '.spec.users'),
      column('date', '.metadata.creationTimestamp'),
      column('string', '.spec.missing'),
    ],
  })
  const cells = columns.map(({ value }) => value(team))
  expect(cells).toEqual(['red', 3, null, '["a","b"]', new Age('2026-01-01T00:00:00Z'), null])
})

test('a version that is not served defines nothing', () => {
  const names = { plural: 'teams', kind: 'Team' }
  const crd = {
    ...team,
    metadata: { name: 'teams.example.io' },
    spec: {
      group: 'example.io',
      scope: 'Cluster',
      names,
      versions: [version, { ...version, name: 'v2', served: false, storage: false }],
    },
  }
  const [first, ...others] = definitionsOf(crd, names)
  expect(others).toEqual([])
  expect(first).toMatchObject({
    group: 'example.io',
    version: 'v1',
    listKind: 'TeamList',
    singular: 'team',
    namespaced: false,
  })
})
