import { expect, test } from 'vitest'
import type { Cluster } from '#api/kinds/cluster.ts'
import { cleanupFinalizer } from '#api/labels.ts'
import { startClusters } from './clusters.ts'
import type { ControllerContext } from './context.ts'

const east: Cluster & { metadata: { name: string } } = {
  apiVersion: 'management.loft.sh/v1',
  kind: 'Cluster',
  metadata: {
    name: 'east',
    uid: 'u',
    finalizers: [cleanupFinalizer],
    deletionTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: {},
}

const space = {
  kind: 'SpaceInstance',
  metadata: { name: 'dev', namespace: 'loft-p-web' },
  spec: { clusterRef: { cluster: 'east' } },
}

/** A deleted cluster, seen by watches that know of no instance; `there` is what the API server has. */
function setUp(there: () => unknown[]) {
  const calls: [string, unknown?][] = []
  const nothing = { subscribe: () => () => undefined }
  const none = new Map<string, never>()
  const context = {
    client: {
      list: (path: string) => Promise.resolve({ items: path.endsWith('/spaceinstances') ? there() : [] }),
      remove: (path: string) => Promise.resolve(calls.push([path])),
      merge: (path: string, body: unknown) => Promise.resolve(calls.push([path, body])),
    },
    directory: {
      ...nothing,
      clusters: new Map([['east', east]]),
      spaceInstances: none,
      virtualClusterInstances: none,
    },
    clusters: { ...nothing, names: () => [], connectionOf: () => undefined, problemOf: () => undefined },
    report: (error: unknown) => calls.push([String(error)]),
  } as unknown as ControllerContext
  return { controller: startClusters(context), calls }
}

const path = '/apis/management.loft.sh/v1/clusters/east'

test('a cluster stays with what the watches have not brought, and goes when that is gone unseen', async () => {
  let there: unknown[] = [space]
  const { controller, calls } = setUp(() => there)
  await expect.poll(() => calls).toHaveLength(1)
  expect(calls[0]?.[0]).toBe(`${path}/status`)
  expect(JSON.stringify(calls[0]?.[1])).toContain('SpaceInstance loft-p-web/dev')
  there = []
  await expect.poll(() => calls.at(-1), { timeout: 5_000 }).toEqual([path, { metadata: { finalizers: [] } }])
  await controller.stop()
})
