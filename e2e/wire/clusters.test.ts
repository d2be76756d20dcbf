import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startDirectoryCluster, type DirectoryCluster } from '#e2e/support/directory-cluster.ts'
import { within } from '#e2e/support/raw.ts'
import { jsonAnswer, startRecorder } from '#e2e/support/recorder.ts'
import { openClusters, type Clusters } from '#server/cluster/clusters.ts'
import { connect, type Connection } from '#server/cluster/connection.ts'
import { bindAdmins } from '#server/controllers/cluster-admins.ts'
import { kubeconfigOf } from '#server/kubeconfig.ts'

/** Which clusters are connected follows from Secrets, and what each of them needs from us is seen to. */

let management: DirectoryCluster
let clusters: Clusters
let told: string[]
let ends: AbortSignal[]
beforeEach(async () => {
  management = await startDirectoryCluster()
  told = []
  ends = []
})
afterEach(async () => {
  await clusters.stop()
  await management.close()
})

async function start(reached = management.connection): Promise<void> {
  clusters = openClusters(reached, {
    connected: ({ prefix }, gone) => {
      told.push(`connected ${prefix}`)
      ends.push(gone)
    },
    disconnected: (name) => told.push(`disconnected ${name}`),
    failed: (error) => told.push(String(error)),
  })
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
    'connected /first',
    'connected /west',
    'disconnected east',
    'connected /second',
    'disconnected east',
  ])
  expect(ends.map(({ aborted }) => aborted)).toEqual([true, false, true])
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
  expect(told).toHaveLength(2)
  expect(told.join()).not.toContain('credential')
  management.connect('broken', kubeconfig('/mended'))
  await vi.waitUntil(() => clusters.connectionOf('broken')?.prefix === '/mended')
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
  expect(told).toEqual(['Error: the cluster itself cannot be connected: it is the management cluster itself'])
})

test('administrators are bound as soon as the cluster answers, and nobody tries for one that is gone', async () => {
  await start()
  const recorder = await startRecorder()
  const credentials = { ca: '', authorization: 'Bearer x' }
  const connection = connect({ origin: recorder.origin, prefix: '/east', ...credentials })
  recorder.respond((request) => {
    const busy = recorder.requests.length === 1
    request.write(jsonAnswer(busy ? 503 : 200, { kind: 'Status', status: busy ? 'Failure' : 'Success' }))
  })
  const failed = vi.fn<(error: unknown) => void>()
  await bindAdmins(connection, new AbortController().signal, failed)
  const path =
    '/east/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/aerie.dev:admins?fieldManager=aerie&force=true'
  expect(recorder.lines()).toEqual([`PATCH ${path}`, `PATCH ${path}`])
  expect(JSON.parse(recorder.requests[0]?.body().toString() ?? '')).toMatchObject({
    roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'Group', name: 'loft:admins' }],
  })
  expect(failed).toHaveBeenCalledTimes(1)
  await recorder.close()
  const gone = new AbortController()
  const trying = bindAdmins(connection, gone.signal, () => gone.abort())
  await within(trying, 'the end of the tries')
  await connection.dispatcher.destroy()
})
