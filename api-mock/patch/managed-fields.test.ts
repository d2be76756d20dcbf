import { expect, test } from 'vitest'
import type { JsonSchema } from '#kube/json-schema.ts'
import type { KubeObject, ManagedFieldsEntry } from '#kube/types.ts'
import { updateManagedFields, type UpdateOptions } from './managed-fields.ts'

const apiVersion = 'example.io/v1'
const now = '2026-01-01T00:00:00Z'

function widget(spec: unknown, managedFields?: ManagedFieldsEntry[]): KubeObject {
  const metadata = { name: 'w', uid: 'u', ...(managedFields === undefined ? {} : { managedFields }) }
  return { apiVersion, kind: 'Widget', metadata, spec }
}

function update(
  before: KubeObject | undefined,
  after: KubeObject,
  manager: string,
  more: Partial<UpdateOptions> = {},
): ManagedFieldsEntry[] {
  return updateManagedFields({ before, after, manager, apiVersion, now, ...more })
}

function entry(
  manager: string,
  fieldsV1: Record<string, unknown>,
  more: ManagedFieldsEntry = {},
): ManagedFieldsEntry {
  return { manager, operation: 'Update', apiVersion, time: now, fieldsType: 'FieldsV1', fieldsV1, ...more }
}

const created = update(undefined, widget({ a: 1, list: ['x'], map: { k: 'v' } }), 'one')

test('who creates an object owns what it set, but not its identity', () => {
  expect(created).toEqual([
    entry('one', {
      'f:spec': { '.': {}, 'f:a': {}, 'f:list': {}, 'f:map': { '.': {}, 'f:k': {} } },
    }),
  ])
})

test('what changes changes hands, what goes is lost', () => {
  const before = widget({ a: 1, list: ['x'], map: { k: 'v' } }, created)
  const after = widget({ a: 2, map: { k: 'v' }, b: 1 }, created)
  const later = '2026-01-02T00:00:00Z'
  expect(update(before, after, 'two', { now: later })).toEqual([
    entry('one', { 'f:spec': { '.': {}, 'f:map': { '.': {}, 'f:k': {} } } }),
    entry('two', { 'f:spec': { 'f:a': {}, 'f:b': {} } }, { time: later }),
  ])
})

test('an update that changes nothing leaves the time', () => {
  const before = widget({ a: 1, list: ['x'], map: { k: 'v' } }, created)
  expect(update(before, before, 'one', { now: '2030-01-01T00:00:00Z' })).toEqual(created)
})

test('a client that knows nothing of managedFields does not delete them, an empty list does', () => {
  const before = widget({ a: 1, list: ['x'], map: { k: 'v' } }, created)
  expect(update(before, widget({ a: 1, list: ['x'], map: { k: 'v' } }), 'one')).toEqual(created)
  expect(update(before, widget({ a: 1 }, []), 'one')).toEqual([])
  expect(update(before, widget({ a: 1 }, [{}]), 'one')).toEqual([])
  expect(update(widget({ a: 1 }), widget({ a: 2 }), 'one')).toEqual([])
})

test('malformed managedFields are taken for none, and those of the object stay', () => {
  const before = widget({ a: 1, list: ['x'], map: { k: 'v' } }, created)
  const broken = [entry('x', { 'q:a': {} })]
  expect(
    update(before, { ...before, metadata: { ...before.metadata, managedFields: broken } }, 'one'),
  ).toEqual(created)
})

test('a subresource has an entry of its own and cannot set managedFields', () => {
  const before: KubeObject = { ...widget({ a: 1 }, created), status: {} }
  const after: KubeObject = { ...widget({ a: 9 }, []), status: { ready: true } }
  expect(update(before, after, 'one', { subresource: 'status' })).toEqual([
    ...created,
    entry('one', { 'f:status': { 'f:ready': {} } }, { subresource: 'status' }),
  ])
})

test('fields that an endpoint does not write are not owned through it', () => {
  const after: KubeObject = { ...widget({ a: 1 }), status: { ready: true } }
  expect(update(undefined, after, 'one', { resetFields: ['status'] })).toEqual([
    entry('one', { 'f:spec': { '.': {}, 'f:a': {} } }),
  ])
})

test('an object with lists that violate their type has no managers', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      spec: { type: 'object', properties: { set: { type: 'array', 'x-kubernetes-list-type': 'set' } } },
    },
  }
  expect(update(undefined, widget({ set: [{}] }), 'one', { schema })).toEqual([])
  expect(update(undefined, widget({ set: ['a', 'a', 'b'] }), 'one', { schema })).toEqual([
    entry('one', { 'f:spec': { '.': {}, 'f:set': { '.': {}, 'v:"a"': {}, 'v:"b"': {} } } }),
  ])
})

test('metadata is owned field by field, finalizers one by one', () => {
  const after: KubeObject = {
    apiVersion,
    kind: 'Widget',
    metadata: {
      name: 'w',
      labels: { a: 'b' },
      finalizers: ['x/y'],
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: '1' }],
    },
  }
  expect(update(undefined, after, '')).toEqual([
    entry('unknown', {
      'f:metadata': {
        'f:finalizers': { '.': {}, 'v:"x/y"': {} },
        'f:labels': { '.': {}, 'f:a': {} },
        'f:ownerReferences': { '.': {}, 'k:{"uid":"1"}': {} },
      },
    }),
  ])
})

test('beyond ten updaters the oldest are joined', () => {
  let object = widget({})
  let managers: ManagedFieldsEntry[] = []
  for (let index = 0; index < 13; index += 1) {
    const after = widget({ ...(object['spec'] as object), [`f${index}`]: index }, managers)
    const time = `2026-01-01T00:00:${String(index).padStart(2, '0')}Z`
    managers = update(index === 0 ? undefined : object, after, `m${index}`, { now: time })
    object = { ...after, metadata: { ...after.metadata, managedFields: managers } }
  }
  expect(managers.map(({ manager }) => manager)).toEqual([
    'ancient-changes',
    'm4',
    'm5',
    'm6',
    'm7',
    'm8',
    'm9',
    'm10',
    'm11',
    'm12',
  ])
  expect(Object.keys(managers[0]?.fieldsV1?.['f:spec'] ?? {})).toEqual(['.', 'f:f0', 'f:f1', 'f:f2', 'f:f3'])
})
