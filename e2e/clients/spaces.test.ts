import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGround, type TestGround } from '#e2e/support/ground.ts'
import { inProject, onCluster, signIn, type Answer, type Person } from '#e2e/support/people.ts'
import { startRelay } from '#e2e/support/relay.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import { clientOf, type Client } from '#server/cluster/client.ts'
import { clusterSecret } from '#server/cluster/clusters.ts'
import { connectionFrom, type Connection } from '#server/cluster/connection.ts'

/** What becomes of spaces: a namespace on their cluster, with what their template says, for those who may use it. */

let ground: TestGround
let server: TestServer
let admin: Person
let maya: Person
/** The cluster on which the spaces are, past the gateway. */
let host: Client
/** The management cluster past the gateway, which would refuse much of what the controllers must live with. */
let management: Client
const connections: Connection[] = []

const root = '/apis/management.loft.sh/v1'
const spaces = `${root}/namespaces/loft-p-web/spaceinstances`
const merge = { 'content-type': 'application/merge-patch+json' }

beforeAll(async () => {
  ground = await startGround({ faults: { seed: 11 } })
  host = directly('eu-west')
  management = directly('management')
  server = await startServer({ ground, seed: 'people' })
  admin = await signIn(server, 'admin')
  maya = await signIn(server, 'maya')
  await make('projects', 'Project', 'web', {
    allowedClusters: [{ name: 'eu-west' }],
    allowedTemplates: [{ kind: 'SpaceTemplate', group: 'storage.loft.sh', name: '*' }],
    members: ['maya', 'jonas', 'lena'].map((name) => ({
      kind: 'User',
      group: 'storage.loft.sh',
      name,
      clusterRole: 'loft-management-project-user',
    })),
  })
  await make('spacetemplates', 'SpaceTemplate', 'small', {
    template: {
      metadata: { labels: { cost: 'low' } },
      instanceTemplate: { metadata: { annotations: { 'example.org/from': '{{ .Values.loft.project }}' } } },
      objects: quota('{{ .Values.pods | default 10 }}'),
    },
    parameters: [{ variable: 'pods', type: 'number', max: 20 }],
  })
  await becomes(`${root}/clusters/eu-west`, ({ status }) => status?.online === true)
  await until(
    async () => (await maya.ask('GET', spaces)).code === 200,
    () => 'the project has no namespace',
  )
})

afterAll(async () => {
  await server.dispose()
  await Promise.all(connections.map(({ dispatcher }) => dispatcher.destroy()))
  await ground.dispose()
})

const quota = (pods: string) => `apiVersion: v1
kind: ResourceQuota
metadata:
  name: limits
  namespace: elsewhere
spec:
  hard:
    pods: ${pods}
`

async function make(plural: string, kind: string, name: string, spec: object): Promise<void> {
  const body = { apiVersion: 'management.loft.sh/v1', kind, metadata: { name }, spec }
  const { code, body: answer } = await admin.ask('POST', `${root}/${plural}`, body)
  expect(code, JSON.stringify(answer)).toBe(201)
}

function directly(cluster: string): Client {
  const connection = connectionFrom(ground.kubeconfigs[cluster] ?? '')
  connections.push(connection)
  return clientOf(connection)
}

const spaceOf = (name: string, spec: object) => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'SpaceInstance',
  metadata: { name },
  spec: { owner: { user: 'maya' }, ...spec },
})

async function makeSpace(name: string, spec: object): Promise<void> {
  const { code, body } = await maya.ask('POST', spaces, spaceOf(name, spec))
  expect(code, JSON.stringify(body)).toBe(201)
}

/** Waits until an object is as it should be, and gives it. */
async function becomes(
  path: string,
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into bodies of every shape
  holds: (body: any) => boolean,
  who = admin,
  code = 200,
): Promise<Answer> {
  let last: Answer | undefined
  await until(
    async () => {
      last = await who.ask('GET', path)
      return last.code === code && holds(last.body)
    },
    () => `${path} stays ${JSON.stringify(last?.body)}\n${server.output()}`,
    15_000,
  )
  return last ?? who.ask('GET', path)
}

const ready = (body: { status?: { phase?: string } }) => body.status?.phase === 'Ready'
const condition = (body: { status: { conditions: { type: string }[] } }, type: string) =>
  body.status.conditions.find((each) => each.type === type)

test('a space becomes a namespace with what its template says, for its owner', async () => {
  await makeSpace('dev', { templateRef: { name: 'small' }, parameters: 'pods: 5' })
  const { body } = await becomes(`${spaces}/dev`, ready)
  expect(body.spec.clusterRef).toEqual({ cluster: 'eu-west', namespace: 'web-s-dev' })
  expect(body.metadata.finalizers).toEqual(['aerie.dev/cleanup'])
  expect(body.metadata.annotations).toEqual({ 'example.org/from': 'web' })
  expect(body.status.space.objects).toBe(quota('5'))
  expect(condition(body, 'Scheduled')).toMatchObject({
    status: 'True',
    message: 'in namespace web-s-dev of cluster eu-west',
    lastTransitionTime: expect.stringMatching(/Z$/) as unknown,
  })
  expect((await host.get('/api/v1/namespaces/web-s-dev')).metadata.labels).toMatchObject({
    'app.kubernetes.io/managed-by': 'aerie',
    'loft.sh/project': 'web',
    'loft.sh/user': 'maya',
    'loft.sh/space-instance-name': 'dev',
    'loft.sh/space-instance-namespace': 'loft-p-web',
    'loft.sh/space-instance-project': 'web',
    cost: 'low',
  })
  expect(await host.get('/api/v1/namespaces/web-s-dev/resourcequotas/limits')).toMatchObject({
    spec: { hard: { pods: '5' } },
  })
  const inside = await onCluster(server, maya, 'eu-west')
  await becomes('/api/v1/namespaces/web-s-dev/configmaps', () => true, inside)
  const other = await onCluster(server, await signIn(server, 'jonas'), 'eu-west')
  expect((await other.ask('GET', '/api/v1/namespaces/web-s-dev/configmaps')).code).toBe(403)
})

test('what somebody changes or takes away on the host comes back', async () => {
  await host.merge('/api/v1/namespaces/web-s-dev/resourcequotas/limits', { spec: { hard: { pods: '500' } } })
  await host.remove(
    '/apis/rbac.authorization.k8s.io/v1/namespaces/web-s-dev/rolebindings/aerie:access:loft-cluster-space-admin',
  )
  const there = await onCluster(server, admin, 'eu-west')
  await becomes(
    '/api/v1/namespaces/web-s-dev/resourcequotas/limits',
    ({ spec }) => spec.hard.pods === '5',
    there,
  )
  await becomes(
    '/apis/rbac.authorization.k8s.io/v1/namespaces/web-s-dev/rolebindings/aerie:access:loft-cluster-space-admin',
    ({ subjects }) => subjects[0].name === 'loft:user:maya',
    there,
  )
})

test('a share gives a role, and who is no member any more has none', async () => {
  const lena = await onCluster(server, await signIn(server, 'lena'), 'eu-west')
  const path = '/api/v1/namespaces/web-s-dev/configmaps'
  expect((await lena.ask('GET', path)).code).toBe(403)
  const extraAccessRules = [{ users: ['lena'], clusterRole: 'view' }]
  await maya.ask('PATCH', `${spaces}/dev`, { spec: { extraAccessRules } }, merge)
  await becomes(path, () => true, lena)
  const { body: project } = await admin.ask('GET', `${root}/projects/web`)
  const members = project.spec.members.filter(({ name }: { name: string }) => name !== 'lena')
  await admin.ask('PATCH', `${root}/projects/web`, { spec: { members } }, merge)
  await becomes(path, () => true, lena, 403)
})

test('what is wrong is said, and it goes on when that has changed', async () => {
  await management.create(spaces, spaceOf('odd', { templateRef: { name: 'small' }, parameters: 'pods: 50' }))
  const failed = (reason: string) => (body: { status?: { phase?: string; reason?: string } }) =>
    body.status?.phase === 'Failed' && body.status.reason === reason
  const { body } = await becomes(`${spaces}/odd`, failed('InvalidParameters'))
  expect(body.status.message).toBe('spec.parameters: pods must be at most 20')
  expect(condition(body, 'SpaceSynced')).toMatchObject({ status: 'Unknown' })
  await maya.ask('PATCH', `${spaces}/odd`, { spec: { parameters: 'pods: 20' } }, merge)
  await becomes(`${spaces}/odd`, ready)

  await management.create(spaces, spaceOf('unknown', { templateRef: { name: 'gone' } }))
  const unknown = await becomes(`${spaces}/unknown`, failed('TemplateNotFound'))
  expect(unknown.body.status.message).toBe(
    'there is no SpaceTemplate gone: choose another in spec.templateRef.name',
  )
  await make('spacetemplates', 'SpaceTemplate', 'gone', { template: {} })
  await becomes(`${spaces}/unknown`, ready)

  const objects = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: mine }\n'
  await management.create(spaces, spaceOf('wide', { template: { objects } }))
  const wide = await becomes(`${spaces}/wide`, failed('ObjectNotAllowed'))
  expect(wide.body.status.message).toContain('Namespace mine is in no namespace')

  await management.create(
    spaces,
    spaceOf('elsewhere', { templateRef: { name: 'small' }, clusterRef: { cluster: 'us-east' } }),
  )
  await becomes(`${spaces}/elsewhere`, failed('ClusterNotAllowed'))

  await host.create('/api/v1/namespaces', { metadata: { name: 'taken' } })
  await management.create(
    spaces,
    spaceOf('taken', { templateRef: { name: 'small' }, clusterRef: { namespace: 'taken' } }),
  )
  await becomes(`${spaces}/taken`, failed('NamespaceTaken'))
})

test('a mistake that is made later keeps nobody from the space', async () => {
  await management.create(spaces, spaceOf('used', { template: { objects: '' } }))
  await becomes(`${spaces}/used`, ready)
  const within = await inProject(server, maya, { project: 'web', space: 'used' })
  const path = '/api/v1/namespaces/web-s-used/configmaps'
  await becomes(path, () => true, within)
  const objects = 'apiVersion: v1\nkind: Foo\nmetadata: { name: mine }\n'
  await management.merge(`${spaces}/used`, { spec: { template: { objects } } })
  const { body } = await becomes(
    `${spaces}/used`,
    ({ status }) => status.phase === 'Failed' && status.reason === 'UnknownKind',
  )
  expect(condition(body, 'SpaceReady')).toMatchObject({ status: 'True' })
  expect((await within.ask('GET', path)).code).toBe(200)
})

test('what leaves a template leaves the space', async () => {
  const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`
  await management.create(
    spaces,
    spaceOf('own', { template: { objects: `${configMap('one')}---\n${configMap('two')}` } }),
  )
  await becomes(`${spaces}/own`, ready)
  const there = await onCluster(server, admin, 'eu-west')
  const at = (name: string) => `/api/v1/namespaces/web-s-own/configmaps/${name}`
  await becomes(at('one'), () => true, there)
  await management.merge(`${spaces}/own`, { spec: { template: { objects: configMap('two') } } })
  await becomes(at('one'), () => true, there, 404)
  expect((await there.ask('GET', at('two'))).code).toBe(200)
})

test('an edit of a template is applied to a space when that asks for it, once', async () => {
  const path = `${root}/spacetemplates/small`
  const { body } = await admin.ask('GET', path)
  const template = { ...body.spec.template, metadata: { labels: { cost: 'high' } } }
  await admin.ask('PATCH', path, { spec: { template } }, merge)
  await makeSpace('later', { templateRef: { name: 'small' } })
  const later = await becomes(`${spaces}/later`, ready)
  expect(later.body.status.space.metadata.labels).toEqual({ cost: 'high' })
  const dev = await admin.ask('GET', `${spaces}/dev`)
  expect(dev.body.status.space.metadata.labels).toEqual({ cost: 'low' })
  await maya.ask('PATCH', `${spaces}/dev`, { spec: { templateRef: { syncOnce: true } } }, merge)
  const synced = await becomes(
    `${spaces}/dev`,
    ({ spec, status }) =>
      status.space.metadata.labels.cost === 'high' && spec.templateRef.syncOnce === undefined,
  )
  expect(synced.body.spec.templateRef).toEqual({ name: 'small' })
  await until(
    async () => (await host.get('/api/v1/namespaces/web-s-dev')).metadata.labels?.['cost'] === 'high',
    () => 'the namespace keeps its label',
  )
})

test('one for which there is no room waits until there is', async () => {
  await makeSpace('counted', { templateRef: { name: 'small' } })
  const { body } = await admin.ask('GET', spaces)
  const quotas = { project: { spaceinstances: String(body.items.length) } }
  await admin.ask('PATCH', `${root}/projects/web`, { spec: { quotas } }, merge)
  await management.create(spaces, spaceOf('extra', { templateRef: { name: 'small' } }))
  const held = await becomes(`${spaces}/extra`, ({ status }) => status?.reason === 'QuotaExceeded')
  expect(held.body.status).toMatchObject({ phase: 'Pending' })
  expect(held.body.spec.clusterRef).toBeUndefined()
  expect((await maya.ask('DELETE', `${spaces}/counted`)).code).toBe(200)
  await becomes(`${spaces}/extra`, ready)
  await admin.ask('PATCH', `${root}/projects/web`, { spec: { quotas: null } }, merge)
})

test('what a deletion waits for is said, and it ends when its cluster is back', async () => {
  const kubeconfig = ground.kubeconfigs['us-east'] ?? ''
  const [, port = ''] = /127\.0\.0\.1:(\d+)/.exec(kubeconfig) ?? []
  const relay = await startRelay(Number(port))
  const { path, secret } = clusterSecret('far', kubeconfig.replace(`:${port}`, `:${relay.port}`))
  await make('clusters', 'Cluster', 'far', {})
  await management.apply(path, secret)
  await becomes(`${root}/clusters/far`, ({ status }) => status?.online === true)
  await admin.ask('PATCH', `${root}/projects/web`, { spec: { allowedClusters: [{ name: '*' }] } }, merge)
  await makeSpace('remote', { templateRef: { name: 'small' }, clusterRef: { cluster: 'far' } })
  await becomes(`${spaces}/remote`, ready)
  await relay.cut()
  await becomes(`${spaces}/remote`, ({ status }) => status.reason === 'ClusterUnreachable')
  expect((await maya.ask('DELETE', `${spaces}/remote`)).code).toBe(200)
  const { body } = await becomes(
    `${spaces}/remote`,
    (space) => condition(space, 'ExternalResourcesCleanedUp') !== undefined,
  )
  expect(condition(body, 'ExternalResourcesCleanedUp')).toMatchObject({
    status: 'False',
    reason: 'ClusterUnreachable',
    message: expect.stringContaining('remove namespace web-s-remote there') as unknown,
  })
  await relay.mend()
  await becomes(`${spaces}/remote`, () => true, admin, 404)
  expect((await management.get(path)).metadata.name).toBe('cluster-far')
  await expect(directly('us-east').get('/api/v1/namespaces/web-s-remote')).rejects.toThrow('not found')
  await relay.cut()
})

test('a namespace whose instance is gone goes too', async () => {
  const { metadata } = await host.get('/api/v1/namespaces/web-s-dev')
  const labels = { ...metadata.labels, 'loft.sh/space-instance-name': 'ghost' }
  await host.create('/api/v1/namespaces', { metadata: { name: 'web-s-ghost', labels } })
  const foreign = { ...labels, 'aerie.dev/installation': 'another' }
  await host.create('/api/v1/namespaces', { metadata: { name: 'theirs', labels: foreign } })
  const there = await onCluster(server, admin, 'eu-west')
  await becomes('/api/v1/namespaces/web-s-ghost', () => true, there, 404)
  expect((await there.ask('GET', '/api/v1/namespaces/theirs')).code).toBe(200)
  await host.remove('/api/v1/namespaces/theirs')
})

test('a server that is killed goes on where it was', async () => {
  const names = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6']
  await Promise.all(names.map((name) => makeSpace(name, { templateRef: { name: 'small' } })))
  await server.stop('SIGKILL')
  await management.remove(`${spaces}/k1`)
  await server.start()
  for (const name of names.slice(1)) await becomes(`${spaces}/${name}`, ready)
  await becomes(`${spaces}/k1`, () => true, admin, 404)
  const { items } = await management.list(spaces)
  await becomes(
    `${root}/projects/web`,
    ({ status }) => status.quotas.project.used.spaceinstances === String(items.length),
  )
  const ledger = await management.get('/apis/aerie.dev/v1/namespaces/aerie-system/ledgers/web')
  expect(Object.keys((ledger['spec'] as { entries: object }).entries)).toHaveLength(items.length)
})

test('a deleted space leaves nothing, here or there', async () => {
  const { body } = await admin.ask('GET', spaces)
  const names: string[] = body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)
  for (const name of names) expect((await admin.ask('DELETE', `${spaces}/${name}`)).code).toBe(200)
  await becomes(spaces, ({ items }) => items.length === 0)
  const { items } = await host.list('/api/v1/namespaces', { labelSelector: 'loft.sh/project=web' })
  expect(items).toEqual([])
  expect((await host.get('/api/v1/namespaces/taken')).metadata.name).toBe('taken')
  await becomes(
    `${root}/projects/web`,
    ({ status }) => (status.quotas.project.used.spaceinstances ?? '0') === '0',
  )
})
