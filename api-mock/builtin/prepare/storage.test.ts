import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { storage } from './storage.ts'

function claim(spec: object): KubeObject {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'c' }, spec }
}

const claims = storage['/persistentvolumeclaims']
const other = { apiGroup: null, kind: 'PersistentVolumeClaim', name: 'other' }
const odd = { apiGroup: 'example.io', kind: 'Odd', name: 'o' }

test.each([
  ['the old field goes to the new one', { dataSource: other }, { dataSource: other, dataSourceRef: other }],
  ['the new field goes to the old one', { dataSourceRef: odd }, { dataSource: odd, dataSourceRef: odd }],
  [
    'not across namespaces',
    { dataSourceRef: { ...odd, namespace: 'n' } },
    { dataSourceRef: { ...odd, namespace: 'n' } },
  ],
  ['the old field forgets other kinds', { dataSource: odd }, {}],
])('what a claim is filled from: %s', (_what, given, expected) => {
  expect(claims?.prepareForCreate?.(claim(given)).spec).toEqual(expected)
})

test('a claim that has a source keeps it', () => {
  const live = claim({ dataSource: odd, dataSourceRef: odd })
  expect(claims?.prepareForUpdate?.(claim({ dataSource: odd }), live, undefined).spec).toEqual(live.spec)
})

const volumes = storage['/persistentvolumes']

function volume(status: object): KubeObject {
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'v' }, status }
}

test('a volume that stays in its phase keeps the time at which that began', () => {
  const live = volume({ phase: 'Bound', lastPhaseTransitionTime: '2026-01-01T00:00:00Z' })
  const updated = volumes?.prepareForUpdate?.(volume({ phase: 'Bound' }), live, 'status')
  expect(updated?.status).toEqual(live.status)
  const released = volume({ phase: 'Released' })
  expect(volumes?.prepareForUpdate?.(released, live, 'status')).toEqual(released)
})
