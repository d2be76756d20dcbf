import type { KubeObject } from '#kube/types.ts'
import { expect, test } from 'vitest'
import { goesWith } from './goes-with.ts'

const object = (metadata = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name: 'x', ...metadata },
})

test('a pod with an owner comes back as another one', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: '1', controller: true }
  const { lost, typed } = goesWith('Pod', object({ ownerReferences: [owner] }))
  expect(lost.join(' ')).toMatch(/containers end.*ReplicaSet web-1.*another one/)
  expect(typed).toBe(false)
})

test('where much is lost the name must be typed', () => {
  expect(goesWith('Namespace', object())).toMatchObject({ typed: true })
  expect(goesWith('apiextensions.k8s.io/CustomResourceDefinition', object()).lost).toHaveLength(1)
})

test('of a kind that nobody knows the words hold still, and finalizers are named', () => {
  const { lost } = goesWith('shop.example.com/Order', object({ finalizers: ['shop/bill'] }))
  expect(lost).toEqual([
    'What belongs to this Order, if anything does.',
    'It stays until shop/bill let it go.',
  ])
})
