import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startDirectoryCluster, type DirectoryCluster } from '#e2e/support/directory-cluster.ts'
import { within } from '#e2e/support/raw.ts'
import { openClusters, type Clusters } from '#server/cluster/clusters.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { kubeconfigOf } from '#server/kubeconfig.ts'

/** Which clusters are connected follows from Secrets, and what each of them needs from us is seen to. */

let management: DirectoryCluster
let clusters: Clusters
let told: string[]
beforeEach(async () => {
  management = await startDirectoryCluster()
  told = []
})
afterEach(async () => {
  await clusters.stop()
  await management.close()
})

async function start(reached = management.connection): Promise<void> {
  clusters = openClusters(reached, {
    disconnected: (name) => told.push(`disconnected ${name}`),
    failed: (error) => told.push(String(error)),
  })
  clusters.subscribe((name) => told.push(`${name} ${clusters.connectionOf(name)?.prefix ?? 'none'}`))
  await within(clusters.synced, 'the clusters')
}

const kubeconfig = (prefix: string, origin = 'https://127.0.0.1:1') =>
  kubeconfigOf({ name: 'x', server: origin + prefix, ca: 'authority', token: 'credential' })

test('a connection is what the kubeconfig says', async () => {
  management.connect('east', kubeconfig('/e/'))
  await start()
  expect(clusters.connectionOf('east')).toMatchObject({
    origin: 'https://127.0.0.1:1',
    prefix: '/e',
    ca: 'authority',
    authorization: 'Bearer credential',
  })
  expect(clusters.connectionOf('west')).toBeUndefined()
})

test('one that changes is replaced, one that stays the same is not, one that is gone is gone', async () => {
  management.connect('east', kubeconfig('/first'))
  await start()
  const first = clusters.connectionOf('east')
  management.connect('east', kubeconfig('/first'))
  management.connect('west', kubeconfig('/west'))
  await vi.waitUntil(() => clusters.connectionOf('west') !== undefined)
  expect(clusters.connectionOf('east')).toBe(first)
  management.connect('east', kubeconfig('/second'))
  await vi.waitUntil(() => clusters.connectionOf('east') !== first)
  expect(clusters.connectionOf('east')?.prefix).toBe('/second')
  expect(first?.dispatcher).toMatchObject({ destroyed: true })
  management.remove('secrets', 'cluster-east')
  await vi.waitUntil(() => clusters.connectionOf('east') === undefined)
  expect(told).toEqual([
    'east /first',
    'west /west',
    'disconnected east',
    'east /second',
    'disconnected east',
    'east none',
  ])
})

test.each([
  ['no YAML', `token: credential\n{${kubeconfig('')}`],
  ['nothing', ''],
  ['a text', 'kubeconfig'],
  ['lists that are none', 'contexts: 5\nclusters: x\nusers: {}'],
  ['no context', 'current-context: x'],
  ['an address without TLS', kubeconfig('', 'http://127.0.0.1:1')],
])('a kubeconfig that is %s connects nothing and harms nobody', async (_, text) => {
  management.connect('broken', text)
  management.connect('east', kubeconfig('/e'))
  await start()
  expect(clusters.connectionOf('broken')).toBeUndefined()
  expect(clusters.connectionOf('east')).toBeDefined()
  expect(clusters.problemOf('broken')).toMatch(/kubeconfig|single line/)
  expect(clusters.names().toSorted()).toEqual(['broken', 'east'])
  expect(told.join()).not.toContain('credential')
  management.connect('broken', kubeconfig('/mended'))
  await vi.waitUntil(() => clusters.connectionOf('broken')?.prefix === '/mended')
  expect(clusters.problemOf('broken')).toBeUndefined()
})

test('the management cluster is not connected: behind that prefix it would show what is ours', async () => {
  const here: Connection = { ...management.connection }
  management.connect('itself', kubeconfig(here.prefix, here.origin.replace('http:', 'https:')))
  const origin = here.origin.replace('http:', 'https:')
  const dispatcher = here.dispatcher
  const viaHttp = { ...here, origin, dispatcher: Object.create(dispatcher) as typeof dispatcher }
  viaHttp.dispatcher.request = (options) => dispatcher.request({ ...options, origin: here.origin })
  await start(viaHttp)
  expect(clusters.connectionOf('itself')).toBeUndefined()
  expect(told[0]).toEqual(
    'Error: the cluster itself cannot be connected: it is the management cluster itself',
  )
})
