import { expect, test } from 'vitest'
import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import { indexInstances } from './instance-index.ts'

const space = (name: string, spec: SpaceInstance['spec']): SpaceInstance => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'SpaceInstance',
  metadata: { name, namespace: 'loft-p-web' },
  spec,
})

test('instances are found by what concerns them, as they are now', () => {
  const index = indexInstances()
  index.put(space('a', { templateRef: { name: 'small' } }))
  index.put(space('b', { clusterRef: { cluster: 'eu-west', namespace: 'web-s-b' } }))
  expect([...index.inNamespace('loft-p-web')]).toEqual(['loft-p-web/a', 'loft-p-web/b'])
  expect([...index.ofTemplate('small')]).toEqual(['loft-p-web/a'])
  expect([...index.on('eu-west')]).toEqual(['loft-p-web/b', 'loft-p-web/a'])
  index.put(space('a', { clusterRef: { cluster: 'eu-west', namespace: 'web-s-a' } }))
  expect([...index.ofTemplate('small')]).toEqual([])
  expect([...index.at('eu-west', 'web-s-a')]).toEqual(['loft-p-web/a'])
  index.drop(space('a', {}))
  expect([...index.inNamespace('loft-p-web')]).toEqual(['loft-p-web/b'])
})
