import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { defaults } from '#api-mock/builtin/defaults/all.ts'
import { prepares } from './all.ts'

function some(fields: Record<string, unknown>, metadata: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Some', metadata: { name: 'a', ...metadata }, ...fields }
}

const creationTimestamp = '2026-01-01T00:00:00Z'

test.each(Object.keys(prepares))('%s: what was prepared has nothing left to fill in', (resource) => {
  const fill = defaults[resource] ?? ((object) => object)
  const prepare = prepares[resource]?.prepareForCreate ?? ((object) => object)
  const prepared = prepare(fill(some({ status: { conditions: [] } }, { creationTimestamp })))
  expect(fill(prepared)).toEqual(prepared)
})

test('of the secrets of a service account only the names are kept', () => {
  const { prepareForCreate } = prepares['/serviceaccounts'] ?? {}
  const secrets = [{ name: 's', namespace: 'other' }]
  expect(prepareForCreate?.(some({ secrets }))).toEqual(some({ secrets: [{ name: 's' }] }))
  expect(prepareForCreate?.(some({}))).toEqual(some({}))
})

test('nobody asks for a certificate in the name of others, or changes what he asked for', () => {
  const { prepareForCreate, prepareForUpdate } =
    prepares['certificates.k8s.io/certificatesigningrequests'] ?? {}
  const spec = {
    request: 'cmVx',
    username: 'root',
    uid: '0',
    groups: ['system:masters'],
    extra: { a: ['b'] },
  }
  expect(prepareForCreate?.(some({ spec })).spec).toEqual({ request: 'cmVx' })
  expect(prepareForUpdate?.(some({ spec }), some({ spec: { request: 'b2xk' } }), undefined).spec).toEqual({
    request: 'b2xk',
  })
})

test('an approval is the conditions of a request, and nothing else', () => {
  const { prepareForUpdate } = prepares['certificates.k8s.io/certificatesigningrequests'] ?? {}
  const live = some({ spec: { request: 'cmVx' }, status: { certificate: 'old' } })
  const approved = { type: 'Approved', status: 'True', lastUpdateTime: creationTimestamp }
  const wanted = some({ spec: {}, status: { certificate: 'mine', conditions: [approved] } })
  expect(prepareForUpdate?.(wanted, live, 'approval')).toMatchObject({
    spec: { request: 'cmVx' },
    status: { certificate: 'old', conditions: [{ ...approved, lastTransitionTime: creationTimestamp }] },
  })
})

test('an API that the server answers itself is available', () => {
  const { prepareForCreate } = prepares['apiregistration.k8s.io/apiservices'] ?? {}
  expect(prepareForCreate?.(some({ spec: {} }, { creationTimestamp })).status).toMatchObject({
    conditions: [
      { type: 'Available', status: 'True', reason: 'Local', lastTransitionTime: creationTimestamp },
    ],
  })
  expect(prepareForCreate?.(some({ spec: { service: { name: 's' } } })).status).toEqual({})
})

test('a slice whose labels change is another generation', () => {
  const { prepareForUpdate } = prepares['discovery.k8s.io/endpointslices'] ?? {}
  const live = some({}, { generation: 1 })
  expect(prepareForUpdate?.(some({}, { generation: 1, labels: { a: 'b' } }), live, undefined)).toMatchObject({
    metadata: { generation: 2 },
  })
  expect(prepareForUpdate?.(live, live, undefined)).toBe(live)
})

test('who writes a status of its own leaves the metadata alone', () => {
  const { prepareForUpdate } = prepares['flowcontrol.apiserver.k8s.io/flowschemas'] ?? {}
  const live = some({}, { labels: { a: 'b' } })
  const wanted = some({ status: {} }, { labels: {}, managedFields: [] })
  expect(prepareForUpdate?.(wanted, live, 'status').metadata).toEqual({
    name: 'a',
    labels: { a: 'b' },
    managedFields: [],
  })
  expect(prepareForUpdate?.(wanted, live, undefined)).toBe(wanted)
})
