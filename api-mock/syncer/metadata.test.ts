import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { hostMetadata, insideOf, withHostMetadata } from './metadata.ts'

const target = {
  vcluster: 'blue',
  namespace: 'team',
  owner: { apiVersion: 'v1', kind: 'Service', name: 'blue', uid: 's' },
}

function configMap(labels: Record<string, string>, annotations: Record<string, string> = {}): KubeObject {
  const metadata = { name: 'settings', namespace: 'shop', uid: 'u', labels, annotations }
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata }
}

test('an object of the host says which one inside it stands for', () => {
  const metadata = hostMetadata(configMap({}), target)
  expect(insideOf(metadata, 'blue')).toEqual({ namespace: 'shop', name: 'settings' })
  expect(insideOf(metadata, 'green')).toBeUndefined()
  expect(insideOf({ ...metadata, name: 'copy' }, 'blue')).toBeUndefined()
  expect(insideOf({ name: 'own' }, 'blue')).toBeUndefined()
})

test('what is taken away inside goes on the host, and what others put there stays', () => {
  const host = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: hostMetadata(configMap({ old: 'yes' }, { note: 'old' }), target, {
      lasting: { token: 'signed' },
    }),
  }
  const touched = {
    ...host,
    metadata: { ...host.metadata, labels: { ...host.metadata.labels, theirs: 'yes' } },
  }
  const { metadata } = withHostMetadata(touched, hostMetadata(configMap({ new: 'yes' }), target))
  expect(metadata.labels).toEqual({
    new: 'yes',
    theirs: 'yes',
    'vcluster.loft.sh/managed-by': 'blue',
    'vcluster.loft.sh/namespace': 'shop',
  })
  expect(metadata.annotations).toHaveProperty('token', 'signed')
  expect(metadata.annotations).not.toHaveProperty('note')
})
