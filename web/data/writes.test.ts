import { spaceInstance, type SpaceInstance } from '#api/kinds/space-instance.ts'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { listOf } from './queries.ts'
import { create, remove } from './writes.ts'

afterEach(() => vi.unstubAllGlobals())

const namespace = 'loft-p-web'

function space(name: string, finalizers?: string[]): SpaceInstance {
  const metadata = { name, namespace, uid: name, ...(finalizers === undefined ? {} : { finalizers }) }
  return { apiVersion: 'management.loft.sh/v1', kind: 'SpaceInstance', metadata, spec: {} }
}

function answering(body: unknown): ReturnType<typeof vi.fn> {
  const fetch = vi.fn(async (_path: string, _options: { method: string }) => Response.json(body))
  vi.stubGlobal('fetch', fetch)
  return fetch
}

/** A cache that has both lists in which a space of a project is. */
function cacheWith(...items: SpaceInstance[]): { client: QueryClient; names: () => string[][] } {
  const client = new QueryClient()
  const keys = [listOf(spaceInstance).queryKey, listOf(spaceInstance, namespace).queryKey]
  for (const key of keys) client.setQueryData(key, { resourceVersion: '1', items })
  const names = () =>
    keys.map((key) => client.getQueryData(key)?.items.map(({ metadata }) => metadata.name) ?? [])
  return { client, names }
}

test('what is made in a project is in the lists of its namespace and of all', async () => {
  const { client, names } = cacheWith()
  const fetch = answering(space('dev'))
  await create(client, spaceInstance, { metadata: { name: 'dev', namespace }, spec: {} })
  expect(fetch.mock.calls[0]?.[0]).toBe(
    '/kubernetes/management/apis/management.loft.sh/v1/namespaces/loft-p-web/spaceinstances?fieldManager=aerie-console',
  )
  expect(names()).toEqual([['dev'], ['dev']])
})

test('an answer that comes after what the watch told of it changes nothing back', async () => {
  const at = (one: SpaceInstance, resourceVersion: string): SpaceInstance => ({
    ...one,
    metadata: { ...one.metadata, resourceVersion },
  })
  const { client, names } = cacheWith(at(space('kept', ['held-by-a-watch']), '218'))
  const key = listOf(spaceInstance).queryKey
  client.setQueryData(key, (list) => list && { ...list, resourceVersion: '218' })
  client.setQueryData(
    listOf(spaceInstance, namespace).queryKey,
    (list) => list && { ...list, resourceVersion: '218' },
  )
  // It is gone by now, and so is what was changed since.
  answering(at(space('gone', ['aerie.dev/cleanup']), '99'))
  await remove(client, spaceInstance, space('gone'))
  answering(at(space('kept', ['aerie.dev/cleanup']), '217'))
  await remove(client, spaceInstance, space('kept'))
  expect(names()).toEqual([['kept'], ['kept']])
  expect(client.getQueryData(key)?.items[0]?.metadata.finalizers).toEqual(['held-by-a-watch'])
  answering(at(space('new'), '1000'))
  await create(client, spaceInstance, { metadata: { name: 'new', namespace }, spec: {} })
  expect(names()).toEqual([
    ['kept', 'new'],
    ['kept', 'new'],
  ])
})

test('what is deleted leaves both lists, unless something still holds it', async () => {
  const { client, names } = cacheWith(space('dev'), space('held', ['aerie.dev/cleanup']))
  answering({ kind: 'Status', status: 'Success' })
  await remove(client, spaceInstance, space('dev'))
  expect(names()).toEqual([['held'], ['held']])
  answering(space('held', ['aerie.dev/cleanup']))
  await remove(client, spaceInstance, space('held'))
  expect(names()).toEqual([['held'], ['held']])
})
