import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGround, type TestGround } from '#e2e/support/ground.ts'
import { onCluster, signIn, type Answer, type Person } from '#e2e/support/people.ts'
import { startRelay } from '#e2e/support/relay.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import type { Ledger } from '#api/kinds/ledger.ts'
import type { KubeObject } from '#kube/types.ts'
import { clientOf, orAbsent, type Client } from '#server/cluster/client.ts'
import { clusterSecret } from '#server/cluster/clusters.ts'
import { connectionFrom, type Connection } from '#server/cluster/connection.ts'

/** What the controllers make of users, teams, projects and clusters. */

let ground: TestGround
let server: TestServer
let admin: Person
/** The management cluster past the gateway, where Aerie's own objects are. */
let management: Client
let connection: Connection

beforeAll(async () => {
  ground = await startGround({ faults: { seed: 7 } })
  connection = connectionFrom(ground.kubeconfigs['management'] ?? '')
  management = clientOf(connection)
  server = await startServer({ ground })
  admin = await signIn(server, 'admin')
})

afterAll(async () => {
  await server.dispose()
  await connection.dispatcher.destroy()
  await ground.dispose()
})

const root = '/apis/management.loft.sh/v1'

async function make(plural: string, kind: string, name: string, spec: object): Promise<void> {
  const body = { apiVersion: 'management.loft.sh/v1', kind, metadata: { name }, spec }
  const { code, body: answer } = await admin.ask('POST', `${root}/${plural}`, body)
  expect(code, JSON.stringify(answer)).toBe(201)
}

/** Waits until an object is as it should be, and gives it. */
async function becomes(
  path: string,
  holds: (body: Answer['body']) => boolean,
  who = admin,
): ReturnType<Person['ask']> {
  let last: Awaited<ReturnType<Person['ask']>> | undefined
  await until(
    async () => {
      last = await who.ask('GET', path)
      return last.code === 200 && holds(last.body)
    },
    () => `${path} stays ${JSON.stringify(last?.body)}\n${server.output()}`,
    15_000,
  )
  return last ?? who.ask('GET', path)
}

const namespace = '/api/v1/namespaces/loft-p-web'
const ledger = '/apis/aerie.dev/v1/namespaces/aerie-system/ledgers/web'

const merge = { 'content-type': 'application/merge-patch+json' }

test('a user knows the teams, however they came to be in them', async () => {
  await make('users', 'User', 'maya', { username: 'maya', groups: ['designers'] })
  await make('teams', 'Team', 'checkout', { users: ['maya'] })
  await make('teams', 'Team', 'art', { groups: ['designers'] })
  await becomes(`${root}/users/maya`, ({ status }) => status?.teams?.join() === 'art,checkout')
  await admin.ask('PATCH', `${root}/teams/checkout`, { spec: { users: [] } }, merge)
  await becomes(`${root}/users/maya`, ({ status }) => status?.teams?.join() === 'art')
  await admin.ask('PATCH', `${root}/users/maya`, { spec: { groups: null } }, merge)
  await becomes(`${root}/users/maya`, ({ status }) => status?.teams?.length === 0)
})

test('connected clusters are there as objects that say that they are reached', async () => {
  const { body } = await becomes(`${root}/clusters/eu-west`, ({ status }) => status?.online === true)
  expect(body).toMatchObject({
    metadata: { finalizers: ['aerie.dev/cleanup'] },
    spec: { displayName: 'EU West', config: { secretName: 'cluster-eu-west' } },
    status: { phase: 'Initialized', conditions: [{ type: 'Ready', status: 'True' }] },
  })
  expect(body.spec.local).toBeUndefined()
  await make('clusters', 'Cluster', 'nowhere', { displayName: 'Nowhere' })
  const nowhere = await becomes(`${root}/clusters/nowhere`, ({ status }) => status?.phase === 'Failed')
  expect(nowhere.body.status).toMatchObject({ reason: 'NotConnected', online: false })
})

test('a cluster that cannot be reached is offline soon, and online again when it can', async () => {
  const kubeconfig = ground.kubeconfigs['eu-west'] ?? ''
  const [, port = ''] = /127\.0\.0\.1:(\d+)/.exec(kubeconfig) ?? []
  const relay = await startRelay(Number(port))
  const { path, secret } = clusterSecret('nowhere', kubeconfig.replace(`:${port}`, `:${relay.port}`))
  await management.apply(path, secret)
  await becomes(`${root}/clusters/nowhere`, ({ status }) => status?.phase === 'Initialized' && status.online)
  await relay.cut()
  const since = Date.now()
  const { body } = await becomes(`${root}/clusters/nowhere`, ({ status }) => status?.online === false)
  expect(Date.now() - since).toBeLessThan(10_000)
  expect(body.status).toMatchObject({ phase: 'Initialized', reason: 'Unreachable' })
  expect(body.status.conditions[0]).toMatchObject({ type: 'Ready', status: 'False', reason: 'Unreachable' })
  await relay.mend()
  await becomes(`${root}/clusters/nowhere`, ({ status }) => status?.online === true)
  await management.apply(path, clusterSecret('nowhere', 'no kubeconfig').secret)
  const broken = await becomes(`${root}/clusters/nowhere`, ({ status }) => status?.phase === 'Failed')
  expect(broken.body.status).toMatchObject({ reason: 'InvalidKubeconfig', online: false })
  await relay.cut()
})

test('a cluster has the role of spaces, also after somebody has taken it away', async () => {
  const there = await onCluster(server, admin, 'eu-west')
  const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles/loft-cluster-space-admin'
  const full = ({ rules }: { rules?: { resources?: string[] }[] }) =>
    rules?.some(({ resources }) => resources?.includes('deployments')) === true
  const { body } = await becomes(path, full, there)
  expect((await there.ask('DELETE', path)).code).toBe(200)
  const { body: again } = await becomes(path, full, there)
  expect(again.metadata.uid).not.toBe(body.metadata.uid)
})

test('a project has a namespace, a ledger and its quotas', async () => {
  await make('projects', 'Project', 'web', {
    displayName: 'Web',
    quotas: { project: { virtualclusterinstances: '5' } },
    namespaceTemplate: { metadata: { labels: { cost: '42' } } },
  })
  const { body } = await becomes(`${root}/projects/web`, ({ status }) => status?.quotas !== undefined)
  expect(body.metadata.finalizers).toContain('aerie.dev/cleanup')
  expect(body.status).toMatchObject({
    quotas: { project: { limit: { virtualclusterinstances: '5' }, used: { virtualclusterinstances: '0' } } },
  })
  const of = (type: string) =>
    body.status.conditions.find((condition: { type: string }) => condition.type === type)
  expect(of('Ready')).toMatchObject({ status: 'True' })
  expect(of('NamespaceTemplateSynced')).toMatchObject({ status: 'True' })
  expect((await management.get(namespace)).metadata.labels).toMatchObject({
    'loft.sh/project': 'web',
    'app.kubernetes.io/managed-by': 'aerie',
    cost: '42',
  })
  expect((await management.get(ledger)).metadata.ownerReferences).toMatchObject([
    { kind: 'Project', name: 'web' },
  ])
})

test('a namespace or ledger that somebody deletes comes back', async () => {
  const { metadata } = await management.get(namespace)
  await Promise.all([management.remove(namespace), management.remove(ledger)])
  await until(
    async () => {
      const [again, book] = await Promise.all([
        orAbsent(management.get(namespace)),
        orAbsent(management.get(ledger)),
      ])
      return again !== undefined && again.metadata.uid !== metadata.uid && book !== undefined
    },
    () => `they do not come back\n${server.output()}`,
  )
})

test('a template that a namespace cannot have is said, and the project is ready without it', async () => {
  const labels = { cost: 'not a label' }
  await admin.ask(
    'PATCH',
    `${root}/projects/web`,
    { spec: { namespaceTemplate: { metadata: { labels } } } },
    merge,
  )
  const synced = ({ status }: Answer['body']) =>
    status?.conditions?.find((condition: { type: string }) => condition.type === 'NamespaceTemplateSynced')
  const { body } = await becomes(`${root}/projects/web`, (body) => synced(body)?.status === 'False')
  expect(synced(body)).toMatchObject({ reason: 'InvalidTemplate', severity: 'Error' })
})

const spaces = `${root}/namespaces/loft-p-web/spaceinstances`

/** A space that somebody holds on to, on a cluster and past the gateway. */
function putSpace(): Promise<unknown> {
  return management.create(spaces, {
    apiVersion: 'management.loft.sh/v1',
    kind: 'SpaceInstance',
    metadata: { name: 'dev', finalizers: ['example.org/held'] },
    spec: { owner: { user: 'maya' }, clusterRef: { cluster: 'eu-west', namespace: 'web-s-dev' } },
  })
}

test('what the ledger has is what the project uses, and on which cluster', async () => {
  await putSpace()
  const entry = { owner: { user: 'maya' }, active: true, since: new Date().toISOString() }
  await management.merge(ledger, { spec: { entries: { 'spaceinstances/dev': entry } } })
  // The ledger and the space are watched apart, and the project follows whichever comes last.
  const used = ({ status }: Answer['body']) =>
    status?.quotas?.project?.clusters?.['eu-west']?.used?.spaceinstances === '1'
  const { body } = await becomes(`${root}/projects/web`, used)
  expect(body.status.quotas).toMatchObject({
    project: { used: { spaceinstances: '1' } },
    user: { used: { users: { maya: { spaceinstances: '1' } } } },
  })
})

test('what was reserved long ago for an instance that never came is given back', async () => {
  const entry = { active: true, since: new Date(Date.now() - 61_000).toISOString() }
  await management.merge(ledger, { spec: { entries: { 'virtualclusterinstances/lost': entry } } })
  await until(
    async () => {
      const { entries = {} } = (await management.get<KubeObject & Ledger>(ledger)).spec
      return (
        entries['virtualclusterinstances/lost'] === undefined && entries['spaceinstances/dev'] !== undefined
      )
    },
    () => `it stays\n${server.output()}`,
  )
})

test('a cluster stays as long as something is on it', async () => {
  expect((await admin.ask('DELETE', `${root}/clusters/eu-west`)).code).toBe(200)
  const held = ({ status }: Answer['body']) => status?.conditions?.[0]?.reason === 'InstancesRemaining'
  const { body } = await becomes(`${root}/clusters/eu-west`, held)
  expect(body.status.conditions[0].message).toContain('SpaceInstance loft-p-web/dev')
})

test('a deleted project waits for what is in it, and goes away with everything', async () => {
  expect((await admin.ask('DELETE', `${root}/projects/web`)).code).toBe(200)
  const { body } = await becomes(`${root}/projects/web`, ({ status }) =>
    status?.conditions?.some(({ reason }: { reason: string }) => reason === 'InstancesRemaining'),
  )
  const ready = body.status.conditions.find(({ type }: { type: string }) => type === 'Ready')
  expect(ready).toMatchObject({ status: 'False', message: 'Waits for these to be gone: spaceinstance dev.' })
  expect((await management.get(`${spaces}/dev`)).metadata.deletionTimestamp).toBeDefined()
  await management.merge(`${spaces}/dev`, { metadata: { finalizers: null } })
  await until(
    async () => (await admin.ask('GET', `${root}/projects/web`)).code === 404,
    () => `the project stays\n${server.output()}`,
  )
  expect(await orAbsent(management.get(namespace))).toBeUndefined()
  expect(await orAbsent(management.get(ledger))).toBeUndefined()
  await until(
    async () => (await admin.ask('GET', `${root}/clusters/eu-west`)).code === 404,
    () => `the cluster stays although nothing is on it\n${server.output()}`,
  )
})

test('a deleted cluster is disconnected, and stays so after a restart', async () => {
  expect((await admin.ask('DELETE', `${root}/clusters/us-east`)).code).toBe(200)
  await until(
    async () => (await admin.ask('GET', `${root}/clusters/us-east`)).code === 404,
    () => `the cluster stays\n${server.output()}`,
  )
  await server.stop()
  await server.start()
  for (const name of ['eu-west', 'us-east'])
    expect((await admin.ask('GET', `${root}/clusters/${name}`)).code).toBe(404)
})
