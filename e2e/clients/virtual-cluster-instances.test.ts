import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGround, type TestGround } from '#e2e/support/ground.ts'
import { onCluster, signIn, type Answer, type Person } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import { clientOf, type Client } from '#server/cluster/client.ts'
import { connectionFrom, type Connection } from '#server/cluster/connection.ts'
import { openVirtualClusters, type VirtualClusters } from '#server/cluster/virtual-clusters.ts'

/** What becomes of virtual clusters: an API server of their own on their host, for those who may use it. */

let ground: TestGround
let server: TestServer
let admin: Person
let maya: Person
/** The host, and what is inside of virtual clusters, past the gateway. */
let host: Client
let connection: Connection
let insides: VirtualClusters

const root = '/apis/management.loft.sh/v1'
const virtualClusters = `${root}/namespaces/loft-p-web/virtualclusterinstances`
const merge = { 'content-type': 'application/merge-patch+json' }

beforeAll(async () => {
  ground = await startGround()
  connection = connectionFrom(ground.kubeconfigs['eu-west'] ?? '')
  host = clientOf(connection)
  insides = openVirtualClusters({ connectionOf: () => connection, failed: () => undefined })
  server = await startServer({ ground, seed: 'people' })
  admin = await signIn(server, 'admin')
  maya = await signIn(server, 'maya')
  await make('projects', 'Project', 'web', {
    allowedClusters: [{ name: 'eu-west' }],
    allowedTemplates: [{ kind: 'VirtualClusterTemplate', group: 'storage.loft.sh', name: '*' }],
    members: ['maya', 'jonas'].map((name) => ({
      kind: 'User',
      group: 'storage.loft.sh',
      name,
      clusterRole: 'loft-management-project-user',
    })),
  })
  await make('virtualclustertemplates', 'VirtualClusterTemplate', 'small', {
    template: {
      helmRelease: {
        chart: { version: '0.30.0' },
        values: `controlPlane:
  statefulSet:
    persistence: { volumeClaim: { size: "{{ .Values.storage | default "1Gi" }}" } }
    image: { repository: "{{ .Values.image | default "loft-sh/vcluster-oss" }}" }
    resources: { requests: { cpu: "{{ .Values.cpu | default "100m" }}" } }
`,
      },
      objects:
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: welcome }\ndata: { to: "{{ .Values.loft.name }}" }\n',
      spaceTemplate: { metadata: { labels: { cost: 'low' } } },
    },
    parameters: [{ variable: 'cpu' }, { variable: 'image' }, { variable: 'storage' }],
  })
  await becomes(`${root}/clusters/eu-west`, ({ status }) => status?.online === true)
  await until(
    async () => (await maya.ask('GET', virtualClusters)).code === 200,
    () => 'the project has no namespace',
  )
})

afterAll(async () => {
  await server.dispose()
  await insides.stop()
  await connection.dispatcher.destroy()
  await ground.dispose()
})

async function make(plural: string, kind: string, name: string, spec: object): Promise<void> {
  const body = { apiVersion: 'management.loft.sh/v1', kind, metadata: { name }, spec }
  const { code, body: answer } = await admin.ask('POST', `${root}/${plural}`, body)
  expect(code, JSON.stringify(answer)).toBe(201)
}

async function makeVirtualCluster(name: string, spec: object): Promise<void> {
  const body = {
    apiVersion: 'management.loft.sh/v1',
    kind: 'VirtualClusterInstance',
    metadata: { name },
    spec: { owner: { user: 'maya' }, templateRef: { name: 'small' }, ...spec },
  }
  const { code, body: answer } = await maya.ask('POST', virtualClusters, body)
  expect(code, JSON.stringify(answer)).toBe(201)
}

/** Waits until an object is as it should be, and gives it. */
async function becomes(
  path: string,
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into bodies of every shape
  holds: (body: any) => boolean,
  who: Pick<Person, 'ask'> = admin,
  code = 200,
): Promise<Answer> {
  let last: Answer | undefined
  await until(
    async () => {
      last = await who.ask('GET', path)
      return last.code === code && holds(last.body)
    },
    () => `${path} stays ${JSON.stringify(last?.body)}\n${server.output()}`,
    30_000,
  )
  return last ?? who.ask('GET', path)
}

interface Status {
  status?: {
    phase?: string
    reason?: string
    message?: string
    conditions?: { type: string; status: string }[]
  }
}

const ready = ({ status }: Status) => status?.phase === 'Ready'
const pending =
  (reason: string) =>
  ({ status }: Status) =>
    status?.phase === 'Pending' && status.reason === reason

/** The inside of a virtual cluster, as its own administrator. */
async function inside(name: string): Promise<Client> {
  return clientOf(await insides.connectionTo({ cluster: 'eu-west', namespace: `web-v-${name}`, name }))
}

const bindings = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings'

test('a virtual cluster becomes an API server, with what its template says and for its owner', async () => {
  await makeVirtualCluster('dev', {})
  const { body } = await becomes(`${virtualClusters}/dev`, ready)
  expect(body.spec.clusterRef).toEqual({ cluster: 'eu-west', namespace: 'web-v-dev', virtualCluster: 'dev' })
  expect(body.status).toMatchObject({
    online: true,
    kubernetesVersion: expect.stringMatching(/^v1\.\d+/) as unknown,
    deployHash: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown,
    virtualCluster: { helmRelease: { chart: { version: '0.30.0' } } },
  })
  const service = await host.get('/api/v1/namespaces/web-v-dev/services/dev')
  expect(body.status.serviceUID).toBe(service.metadata.uid)
  expect(
    body.status.conditions.map(({ type, status }: { type: string; status: string }) => `${type} ${status}`),
  ).toEqual([
    'Scheduled True',
    'TemplateResolved True',
    'SpaceSynced True',
    'VirtualClusterDeployed True',
    'VirtualClusterReady True',
    'VirtualClusterOnline True',
    'VirtualClusterSynced True',
    'VirtualClusterAppsAndObjectsSynced True',
    'Ready True',
  ])
  expect((await host.get('/api/v1/namespaces/web-v-dev')).metadata.labels).toMatchObject({
    'loft.sh/vcluster-instance-name': 'dev',
    'loft.sh/vcluster-instance-namespace': 'loft-p-web',
    cost: 'low',
  })
  const within = await inside('dev')
  expect(await within.get('/api/v1/namespaces/default/configmaps/welcome')).toMatchObject({
    data: { to: 'dev' },
  })
  expect(await within.get(`${bindings}/aerie:access:cluster-admin`)).toMatchObject({
    subjects: [{ kind: 'User', name: 'loft:user:maya' }],
  })
  const around = await onCluster(server, maya, 'eu-west')
  await becomes('/api/v1/namespaces/web-v-dev/pods', () => true, around)
  expect((await around.ask('DELETE', '/api/v1/namespaces/web-v-dev/pods/dev-0')).code).toBe(403)
})

test('a share reaches inside, and goes with the membership', async () => {
  await maya.ask(
    'PATCH',
    `${virtualClusters}/dev`,
    { spec: { extraAccessRules: [{ users: ['jonas'], clusterRole: 'view' }] } },
    merge,
  )
  const within = { ask: async (_: string, path: string) => readInside(path) }
  await becomes(
    `${bindings}/aerie:access:view`,
    ({ subjects }) => subjects[0].name === 'loft:user:jonas',
    within,
  )
  const { body: project } = await admin.ask('GET', `${root}/projects/web`)
  const members = project.spec.members.filter(({ name }: { name: string }) => name !== 'jonas')
  await admin.ask('PATCH', `${root}/projects/web`, { spec: { members } }, merge)
  await becomes(`${bindings}/aerie:access:view`, () => true, within, 404)
})

/** An answer of the inside of `dev`, in the shape of the gateway's. */
async function readInside(path: string): Promise<Answer> {
  const { dispatcher, origin } = await insides.connectionTo({
    cluster: 'eu-west',
    namespace: 'web-v-dev',
    name: 'dev',
  })
  const response = await dispatcher.request({ origin, path, method: 'GET' })
  return { code: response.statusCode, headers: new Headers(), body: await response.body.json() }
}

test('one whose pod goes says so, and comes back by itself', async () => {
  await host.remove('/api/v1/namespaces/web-v-dev/pods/dev-0')
  await becomes(
    `${virtualClusters}/dev`,
    ({ status }) => status.phase === 'Pending' && status.online === false,
  )
  await becomes(`${virtualClusters}/dev`, ready)
  expect(await (await inside('dev')).get('/api/v1/namespaces/default/configmaps/welcome')).toMatchObject({
    data: { to: 'dev' },
  })
})

test('one that cannot become what it should goes on as it was, and says what to do', async () => {
  await maya.ask('PATCH', `${virtualClusters}/dev`, { spec: { parameters: 'storage: 9Gi' } }, merge)
  const { body } = await becomes(
    `${virtualClusters}/dev`,
    ({ status }) => status.phase === 'Failed' && status.reason === 'ControlPlaneFixed',
  )
  expect(body.status.message).toContain('go back to the former parameters')
  const path = '/kubernetes/project/web/virtualcluster/dev/api/v1/namespaces/default/configmaps/welcome'
  const used = await fetch(server.http + path, { headers: { authorization: `Bearer ${maya.key}` } })
  expect(used.status).toBe(200)
  await maya.ask('PATCH', `${virtualClusters}/dev`, { spec: { parameters: '' } }, merge)
  await becomes(`${virtualClusters}/dev`, ready)
})

test('what keeps one from running is said in the words of the cluster', async () => {
  await makeVirtualCluster('large', { parameters: 'cpu: "100"' })
  const large = await becomes(`${virtualClusters}/large`, pending('Unschedulable'))
  expect(large.body.status.message).toMatch(/nodes are available.*Insufficient cpu/)
  await makeVirtualCluster('broken', { parameters: 'image: loft-sh/vcluster-missing' })
  const broken = await becomes(`${virtualClusters}/broken`, ({ status }) =>
    /Image/.test(status?.reason ?? ''),
  )
  expect(broken.body.status.phase).toBe('Pending')
  expect(broken.body.status.message).toContain('loft-sh/vcluster-missing')
  await maya.ask('PATCH', `${virtualClusters}/large`, { spec: { parameters: 'cpu: 100m' } }, merge)
  await becomes(`${virtualClusters}/large`, ready)
})

test('a server that is killed goes on where it was', async () => {
  await makeVirtualCluster('killed', {})
  await until(
    async () => (await host.list('/apis/apps/v1/namespaces/web-v-killed/statefulsets')).items.length > 0,
    () => 'no stateful set is made',
  )
  await server.stop('SIGKILL')
  await server.start()
  await becomes(`${virtualClusters}/killed`, ready)
  await becomes(`${virtualClusters}/dev`, ready)
})

test('a deleted virtual cluster leaves nothing, here or there', async () => {
  for (const name of ['dev', 'large', 'broken', 'killed'])
    expect((await maya.ask('DELETE', `${virtualClusters}/${name}`)).code).toBe(200)
  await becomes(virtualClusters, ({ items }) => items.length === 0)
  const { items } = await host.list('/api/v1/namespaces', { labelSelector: 'loft.sh/project=web' })
  expect(items).toEqual([])
  const volumes = await host.list('/api/v1/persistentvolumes')
  await until(
    async () => (await host.list('/api/v1/persistentvolumes')).items.length === 0,
    () => `volumes stay: ${volumes.items.map(({ metadata }) => metadata.name).join(', ')}`,
  )
  await becomes(
    `${root}/projects/web`,
    ({ status }) => (status.quotas.project.used.virtualclusterinstances ?? '0') === '0',
  )
})
