import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { serverSideApply } from './apply.ts'
import { updateManagedFields } from './managed-fields.ts'

const apiVersion = 'example.io/v1'
const now = '2026-01-01T00:00:00Z'
const annotation = 'kubectl.kubernetes.io/last-applied-configuration'

function widget(spec: object, annotations?: Record<string, string>): KubeObject {
  const metadata = { name: 'w', ...(annotations === undefined ? {} : { annotations }) }
  return { apiVersion, kind: 'Widget', metadata, spec }
}

/** A widget as `kubectl apply` leaves it that runs on the client. */
function clientApplied(spec: object, note: unknown = widget(spec)): KubeObject {
  const object = widget(spec, { [annotation]: JSON.stringify(note) })
  const options = { before: undefined, after: object, manager: 'kubectl-client-side-apply', apiVersion, now }
  return { ...object, metadata: { ...object.metadata, managedFields: updateManagedFields(options) } }
}

function apply(live: KubeObject, manager: string, spec: object): KubeObject {
  const subject = { group: 'example.io', plural: 'widgets', name: 'w' }
  return serverSideApply({
    live,
    applied: widget(spec),
    manager,
    force: false,
    schema: undefined,
    apiVersion,
    now,
    subject,
  })
}

test('kubectl may change on the server what it applied on the client', () => {
  const applied = apply(clientApplied({ a: 1, b: 2 }), 'kubectl', { a: 9, b: 2 })
  expect(applied['spec']).toEqual({ a: 9, b: 2 })
  expect(applied.metadata.annotations?.[annotation]).toBe(
    '{"apiVersion":"example.io/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"a":9,"b":2}}\n',
  )
})

test.each([
  ['another manager', 'someone', clientApplied({ a: 1 })],
  ['a field that was changed since', 'kubectl', clientApplied({ a: 1 }, widget({ a: 0 }))],
  ['a field that was not applied', 'kubectl', clientApplied({ a: 1 }, widget({}))],
  [
    'a note of another version',
    'kubectl',
    clientApplied({ a: 1 }, { ...widget({ a: 1 }), apiVersion: 'v1' }),
  ],
  ['a note that is no object', 'kubectl', clientApplied({ a: 1 }, 5)],
])('%s is a conflict as ever', (_, manager, live) => {
  expect(() => apply(live, manager, { a: 9 })).toThrow(
    expect.objectContaining({
      message:
        'Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using example.io/v1: .spec.a',
    }),
  )
})

test('an object without the note gets none', () => {
  const live = widget({ a: 1 })
  expect(apply(live, 'kubectl', { a: 1 }).metadata.annotations).toBeUndefined()
})

test('a note that is too long is dropped', () => {
  const live = clientApplied({ a: 1 })
  const applied = apply(live, 'kubectl', { a: 'x'.repeat(260 * 1024) })
  expect(applied.metadata.annotations).toEqual({})
})
