import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startClusters, type RunningServer } from '#api-mock/server.ts'
import { within } from '#e2e/support/raw.ts'
import type { KubeObject } from '#kube/types.ts'
import { clientOf, orAbsent, type Client } from '#server/cluster/client.ts'
import { connect, type Connection } from '#server/cluster/connection.ts'
import { dialPod } from '#server/cluster/port-forward.ts'
import { openVirtualClusters, type VirtualClusters } from '#server/cluster/virtual-clusters.ts'
import { makeAuthority, makeServerCertificate } from '#server/tls.ts'

/** The way to a virtual cluster, from the server's side, through the API server of an embedded host. */

const hosted = { cluster: 'host', namespace: 'web-v-dev', name: 'dev' }
const inNamespace = `/api/v1/namespaces/${hosted.namespace}`

let server: RunningServer
let host: Connection
let client: Client
let clusters: VirtualClusters
let folder: string
const failures: unknown[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aerie-virtual-'))
  const authority = await makeAuthority('host')
  const tls = await makeServerCertificate(authority, ['127.0.0.1'])
  const admin = { username: 'admin', groups: ['system:masters'] }
  const options = {
    path: join(folder, 'host.db'),
    encryptionKey: Buffer.alloc(32, 7),
    users: new Map([['credential', admin]]),
    nodes: 1,
    pace: { start: 0, backOff: 0 },
    authority: authority.cert,
  }
  server = await startClusters({ clusters: { host: options }, tls })
  host = connect({
    origin: `https://127.0.0.1:${server.port}`,
    prefix: '/host',
    ca: authority.cert,
    authorization: 'Bearer credential',
  })
  client = clientOf(host)
  clusters = openVirtualClusters({ connectionOf: () => host, failed: (error) => failures.push(error) })
  for (const [path, body] of objects) await client.create(path, body)
})
afterAll(async () => {
  await clusters.stop()
  await host.dispatcher.destroy()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const labels = { app: 'vcluster', release: 'dev' }
const syncer = {
  name: 'syncer',
  image: 'ghcr.io/loft-sh/vcluster-oss:0.30.0',
  env: [{ name: 'VCLUSTER_NAME', value: 'dev' }],
  readinessProbe: { httpGet: { path: '/readyz', port: 8443, scheme: 'HTTPS' } },
  volumeMounts: [{ name: 'data', mountPath: '/data' }],
}
const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${hosted.namespace}`

/** A web server, and a virtual cluster as it is on its host. */
const objects: [path: string, body: object][] = [
  ['/api/v1/namespaces', { metadata: { name: hosted.namespace } }],
  [`${inNamespace}/serviceaccounts`, { metadata: { name: 'vc-dev' } }],
  [
    `${rbac}/roles`,
    {
      metadata: { name: 'vc-dev' },
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'create', 'update'] }],
    },
  ],
  [
    `${rbac}/rolebindings`,
    {
      metadata: { name: 'vc-dev' },
      subjects: [{ kind: 'ServiceAccount', name: 'vc-dev', namespace: hosted.namespace }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'vc-dev' },
    },
  ],
  [
    `${inNamespace}/secrets`,
    { metadata: { name: 'vc-config-dev' }, stringData: { 'config.yaml': 'sync: {}\n' } },
  ],
  [
    `${inNamespace}/services`,
    { metadata: { name: 'dev' }, spec: { selector: labels, ports: [{ port: 443, targetPort: 8443 }] } },
  ],
  [
    `/apis/apps/v1/namespaces/${hosted.namespace}/statefulsets`,
    {
      metadata: { name: 'dev' },
      spec: {
        replicas: 1,
        serviceName: 'dev-headless',
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { serviceAccountName: 'vc-dev', containers: [syncer] },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } },
          },
        ],
      },
    },
  ],
  [
    `${inNamespace}/pods`,
    { metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
  ],
]

async function connection(): Promise<Connection> {
  return await vi.waitFor(() => clusters.connectionTo(hosted), { timeout: 20_000, interval: 100 })
}

async function podsReady(name: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const pod = await orAbsent(client.get(`${inNamespace}/pods/${name}`))
      expect(pod?.['status']).toMatchObject({ phase: 'Running' })
    },
    { timeout: 20_000, interval: 100 },
  )
}

test('a port of any pod is dialled, and one on which nothing listens says so', async () => {
  await podsReady('web')
  const at = { namespace: hosted.namespace, pod: 'web' }
  const { signal } = new AbortController()
  const page = await dialPod(host, { ...at, port: 80 }, signal)
  page.write('GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n')
  expect(await within(text(page), 'a page')).toMatch(/^HTTP\/1\.1 200 OK/)
  const nothing = await dialPod(host, { ...at, port: 81 }, signal)
  await expect(within(text(nothing), 'an error')).rejects.toThrow(/port 81.*connection refused/)
  await expect(dialPod(host, { ...at, pod: 'none', port: 80 }, signal)).rejects.toMatchObject({ code: 404 })
})

test('a virtual cluster is an API server of its own', async () => {
  const virtual = clientOf(await connection())
  await virtual.create('/api/v1/namespaces', { metadata: { name: 'inside' } })
  const { items } = await virtual.list('/api/v1/namespaces')
  expect(items.map(({ metadata }) => metadata.name)).toContain('inside')
  expect(await orAbsent(client.get('/api/v1/namespaces/inside'))).toBeUndefined()
})

test('many at once, and what is large, come through whole', async () => {
  const virtual = clientOf(await connection())
  const path = '/api/v1/namespaces/default/configmaps'
  const note = 'x'.repeat(900_000)
  const names = Array.from({ length: 20 }, (_, at) => `note-${at}`)
  await Promise.all(names.map((name) => virtual.create(path, { metadata: { name }, data: { note } })))
  const { items } = await virtual.list<KubeObject & { data: { note?: string } }>(path)
  expect(items.filter(({ data }) => data.note === note)).toHaveLength(20)
})

test('a pod that is made anew is reached again, and until then the answer says why', async () => {
  const before = await connection()
  expect(await clientOf(before).get('/api/v1/namespaces/default')).toMatchObject({ kind: 'Namespace' })
  await client.remove(`${inNamespace}/pods/dev-0`)
  await vi.waitFor(
    async () => {
      const virtual = clientOf(await clusters.connectionTo(hosted))
      expect(await virtual.get('/api/v1/namespaces/default')).toMatchObject({ kind: 'Namespace' })
    },
    { timeout: 20_000, interval: 50 },
  )
  const set = `/apis/apps/v1/namespaces/${hosted.namespace}/statefulsets/dev`
  await client.merge(set, { spec: { replicas: 0 } })
  await vi.waitFor(
    async () => {
      const asked = clusters.connectionTo(hosted).then((there) => clientOf(there).get('/version'))
      await expect(asked).rejects.toMatchObject({ code: 503 })
      await expect(clusters.connectionTo(hosted)).rejects.toThrow('no ready pod for virtual cluster dev')
    },
    { timeout: 20_000, interval: 50 },
  )
  await client.merge(set, { spec: { replicas: 1 } })
  expect(await clientOf(await connection()).get('/api/v1/namespaces/inside')).toBeDefined()
  expect(failures).toEqual([])
})
