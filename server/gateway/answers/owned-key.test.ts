import { expect, test } from 'vitest'
import type { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { keysAs } from '#server/gateway/keys.ts'
import type { Shape } from '#server/gateway/reduce.ts'
import { keySecret, never, type AccessKey } from '#server/identity/keys.ts'
import { someone } from '#server/identity/someone.ts'
import { ownedKeyOf, ownMarks, readSpec } from './owned-key.ts'

const ada = someone('ada', { uid: '1' })

function secret(about: Partial<AccessKey> = {}, marks: object = {}): KubeObject {
  const { metadata, ...rest } = keySecret('x', {
    user: 'ada',
    uid: '1',
    type: 'User',
    displayName: 'Laptop',
    expires: '2030-01-01T00:00:00.000Z',
    ...about,
  })
  const more = { uid: 'u', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z', ...marks }
  return { ...rest, metadata: { ...metadata, ...more } }
}

test('a Secret is told as a key, without what is ours', () => {
  const marks = { annotations: { 'aerie.dev/last-used': '2026-02-01T00:00:00.000Z', note: 'mine' } }
  expect(ownedKeyOf(secret({ called: 'laptop', scope: {} }, marks), ada)).toEqual({
    apiVersion: 'management.loft.sh/v1',
    kind: 'OwnedAccessKey',
    metadata: {
      name: 'laptop',
      uid: 'u',
      resourceVersion: '7',
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations: { note: 'mine' },
    },
    spec: { displayName: 'Laptop', user: 'ada', scope: {}, type: 'User' },
    status: { lastActivity: '2026-02-01T00:00:00.000Z', expires: '2030-01-01T00:00:00.000Z' },
  })
})

test('a key that never expires says nothing of it, one that idles says when it will', () => {
  expect(ownedKeyOf(secret({ expires: never }), ada)?.status).toEqual({})
  const idle = { expires: never, ttl: 3600, ttlAfterLastActivity: true }
  expect(ownedKeyOf(secret(idle), ada)?.status).toEqual({ expires: '2026-01-01T01:00:00.000Z' })
})

test("others' keys are none, also of an older user of the same name", () => {
  expect(ownedKeyOf(secret({ user: 'bob' }), ada)).toBeUndefined()
  expect(ownedKeyOf(secret({ uid: '0' }), ada)).toBeUndefined()
  expect(ownedKeyOf({ ...secret(), data: {} }, ada)).toBeUndefined()
})

test('what is reserved is left out', () => {
  expect(
    ownMarks({ 'aerie.dev/x': '', 'sub.aerie.dev/x': '', 'aerie.dev': '', 'notaerie.dev/x': '' }),
  ).toEqual({
    'aerie.dev': '',
    'notaerie.dev/x': '',
  })
})

test.each([
  ['spec.user', { user: 'bob' }],
  ['spec.team', { team: 'red' }],
  ['spec.groups', { groups: ['loft:admins'] }],
  ['spec.type', { type: 'Reset' }],
  ['spec.type', { type: 'constructor' }],
  ['spec.ttl', { ttl: 60, ttlAfterLastActivity: true }],
  ['spec.ttl', { ttl: 1.5 }],
  ['spec.scope', { scope: { anything: [] } }],
  ['spec.scope.clusters.0.cluster', { scope: { clusters: [{ cluster: 5 }] } }],
  ['spec', []],
  ['spec', { description: 'x'.repeat(17_000) }],
])('a mistake at %s is told there', (field, spec) => {
  try {
    readSpec('x', spec, ada)
    expect.unreachable()
  } catch (error) {
    expect((error as StatusError).status).toMatchObject({ code: 422, details: { causes: [{ field }] } })
  }
})

const list = JSON.stringify({
  kind: 'SecretList',
  apiVersion: 'v1',
  metadata: { resourceVersion: '9', continue: 'more', remainingItemCount: 4 },
  items: [secret({ called: 'one' }), secret({ user: 'bob' }), secret({ called: 'two' })],
})
const told = (shape: Shape) => JSON.parse(keysAs(shape, ada).list(list))

test('a list is told in every form, with the versions of the cluster', () => {
  const metadata = { resourceVersion: '9', continue: 'more' }
  expect(told({ form: 'objects' })).toMatchObject({
    kind: 'OwnedAccessKeyList',
    metadata,
    items: [{ metadata: { name: 'one' }, spec: {} }, { metadata: { name: 'two' } }],
  })
  const partial = told({ form: 'metadata' })
  expect(partial).toMatchObject({ kind: 'PartialObjectMetadataList', metadata })
  expect(Object.keys(partial.items[0])).toEqual(['kind', 'apiVersion', 'metadata'])
  const table = told({ form: 'table', include: 'Metadata' })
  expect(table).toMatchObject({ kind: 'Table', metadata })
  expect(table.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual([
    'Name',
    'Display Name',
    'Type',
    'Expires',
    'Last Activity',
    'Age',
  ])
  expect(table.rows[0].cells.slice(0, 5)).toEqual(['one', 'Laptop', 'User', '2030-01-01T00:00:00.000Z', null])
  expect(table.rows[0].object).not.toHaveProperty('spec')
  for (const form of [partial, table]) expect(JSON.stringify(form)).not.toContain('bob')
})

test("a watch tells events as keys, drops others', and has its columns once", () => {
  const reduce = keysAs({ form: 'table', include: 'None' }, ada).events()
  const event = (type: string, object: unknown) =>
    JSON.parse(reduce(JSON.stringify({ type, object })) ?? 'null')
  const start = { metadata: { resourceVersion: '8', annotations: { 'k8s.io/initial-events-end': 'true' } } }
  expect(event('ADDED', secret({ user: 'bob' }))).toBeNull()
  expect(event('ADDED', secret({ called: 'one' })).object.columnDefinitions).toHaveLength(6)
  expect(event('DELETED', secret({ called: 'one' }))).toMatchObject({
    type: 'DELETED',
    object: { kind: 'Table', columnDefinitions: [], rows: [{ object: null }] },
  })
  const objects = keysAs({ form: 'objects' }, ada).events()
  expect(JSON.parse(objects(JSON.stringify({ type: 'BOOKMARK', object: start })) ?? '')).toEqual({
    type: 'BOOKMARK',
    object: { kind: 'OwnedAccessKey', apiVersion: 'management.loft.sh/v1', ...start },
  })
  const error = '{"type":"ERROR","object":{"code":410}}'
  expect(objects(error)).toBe(error)
})
