import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { listOf, objectOf } from '#web/data/queries.ts'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { knownTitle } from './known-title.ts'

const shop = {
  apiVersion: 'v1',
  kind: 'Project',
  metadata: { name: 'shop' },
  spec: { displayName: 'The shop' },
}
const cart = { namespace: 'loft-p-shop', name: 'cart' }

test('a place is called as its object is, once something has read it', () => {
  const client = new QueryClient()
  expect(knownTitle(client, { kind: project, name: 'shop' })).toBeUndefined()
  client.setQueryData(objectOf(project, 'shop').queryKey, { resourceVersion: '1', object: shop, gone: false })
  expect(knownTitle(client, { kind: project, name: 'shop' })).toBe('The shop')
})

test('a list of all knows it, and tells namespaces apart', () => {
  const client = new QueryClient()
  const item = (namespace: string, displayName: string) => ({
    apiVersion: 'v1',
    kind: 'SpaceInstance',
    metadata: { name: 'cart', namespace },
    spec: { displayName },
  })
  const items = [item('loft-p-other', 'Another'), item('loft-p-shop', 'Cart, development')]
  client.setQueryData(listOf(spaceInstance).queryKey, { resourceVersion: '1', items })
  expect(knownTitle(client, { kind: spaceInstance, ...cart })).toBe('Cart, development')
  expect(knownTitle(client, { kind: spaceInstance, name: 'cart', namespace: 'loft-p-none' })).toBeUndefined()
})
