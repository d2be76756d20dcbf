import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGround, type TestGround } from '#e2e/support/ground.ts'
import { onCluster, signIn, type Answer, type Person } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import { allowed, member, projectOf, spaceOf, virtualClusterOf } from '#e2e/support/tenancy.ts'

/** What people try who want more than they were given: by what they may write themselves. */

let ground: TestGround
let server: TestServer
const people: Record<string, Person> = {}

const root = '/apis/management.loft.sh/v1'
const spaces = `${root}/namespaces/loft-p-web/spaceinstances`
const rbac = '/apis/rbac.authorization.k8s.io/v1'
const merge = { 'content-type': 'application/merge-patch+json' }

const members = [
  member('User', 'maya', 'user'),
  member('User', 'jonas', 'admin'),
  member('User', 'lena', 'user'),
]

beforeAll(async () => {
  ground = await startGround({ clusters: ['eu-west'] })
  server = await startServer({ ground, seed: 'people' })
  for (const name of ['admin', 'maya', 'jonas', 'lena', 'viktor']) people[name] = await signIn(server, name)
  const spec = {
    members,
    allowedClusters: [{ name: 'eu-west' }],
    allowedTemplates: [
      { ...allowed('SpaceTemplate', 'isolated-space'), isDefault: true },
      { ...allowed('VirtualClusterTemplate', 'virtual-cluster'), isDefault: true },
    ],
  }
  expect((await as('admin').ask('POST', `${root}/projects`, projectOf('web', spec))).code).toBe(201)
})

afterAll(async () => {
  await server.dispose()
  await ground.dispose()
})

function as(name: string): Person {
  const person = people[name]
  if (person === undefined) throw new Error(`${name} has not signed in`)
  return person
}

async function make(name: string, by: string, spec: object = {}): Promise<void> {
  await until(
    async () => (await as(by).ask('GET', spaces)).code === 200,
    () => 'the project has no namespace',
  )
  const { code, body } = await as(by).ask('POST', spaces, spaceOf('web', name, spec))
  expect(code, JSON.stringify(body)).toBe(201)
}

async function becomes(name: string, holds: (answer: Answer) => boolean): Promise<void> {
  let last: Answer | undefined
  await until(
    async () => {
      last = await as('admin').ask('GET', `${spaces}/${name}`)
      return holds(last)
    },
    () => JSON.stringify(last?.body.status ?? last?.body),
  )
}

const isReady = ({ body }: Answer) => body.status?.phase === 'Ready'

test('whom a member binds gets into a space only if they may use it, and goes with their rights', async () => {
  await make('bound', 'maya', { access: [{ verbs: ['use'], users: ['lena'] }] })
  await becomes('bound', isReady)
  const [maya, lena, viktor] = await Promise.all(
    ['maya', 'lena', 'viktor'].map((name) => onCluster(server, as(name), 'eu-west')),
  )
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'mine', namespace: 'web-s-bound', labels: { 'app.kubernetes.io/managed-by': 'aerie' } },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' },
    subjects: ['loft:user:lena', 'loft:user:viktor', 'loft:authenticated'].map((name) => ({
      kind: name === 'loft:authenticated' ? 'Group' : 'User',
      apiGroup: 'rbac.authorization.k8s.io',
      name,
    })),
  }
  const bindings = `${rbac}/namespaces/web-s-bound/rolebindings`
  expect((await maya?.ask('POST', bindings, binding))?.code).toBe(201)
  const secrets = '/api/v1/namespaces/web-s-bound/secrets'
  await until(
    async () => (await viktor?.ask('GET', secrets))?.code === 403,
    () => 'somebody who is no member reads the Secrets of a space',
  )
  expect((await lena?.ask('GET', secrets))?.code).toBe(200)
  const shared = { spec: { access: [] } }
  expect((await as('maya').ask('PATCH', `${spaces}/bound`, shared, merge)).code).toBe(200)
  await until(
    async () => (await lena?.ask('GET', secrets))?.code === 403,
    () => 'somebody to whom it is shared no more reads the Secrets of a space',
  )
})

test('whoever may only change a space makes neither it theirs nor it go', async () => {
  await make('shared', 'maya', { access: [{ verbs: ['update', 'patch'], users: ['lena'] }] })
  const change = (body: object) => as('lena').ask('PATCH', `${spaces}/shared`, body, merge)
  await until(
    async () => (await change({ spec: { description: 'hers' } })).code === 200,
    () => 'she may not change it',
  )
  for (const spec of [{ owner: { user: 'lena' } }, { access: [{ verbs: ['*'], users: ['lena'] }] }])
    expect((await change({ spec })).code).toBe(403)
  const nobody = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'none',
    uid: '2c2bd4a5-0000-4000-8000-000000000000',
  }
  expect((await change({ metadata: { ownerReferences: [nobody] } })).code).toBe(403)
  const project = await as('jonas').ask(
    'PATCH',
    `${root}/projects/web`,
    { metadata: { ownerReferences: [nobody] } },
    merge,
  )
  expect(project).toMatchObject({ code: 403, body: { message: expect.stringContaining('ownerReferences') } })
})

test('a space of its own making gives nobody more than its rules may', async () => {
  const template = { access: { defaultClusterRole: 'cluster-admin' } }
  const { code, body } = await as('jonas').ask('POST', spaces, spaceOf('web', 'own-roles', { template }))
  expect({ code, field: body.details?.causes?.[0].field }).toEqual({
    code: 422,
    field: 'spec.template.access',
  })
})

test.each([
  [
    'bindings',
    {
      objects: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: all }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: "loft:user:jonas" }]
`,
    },
    'ObjectNotAllowed',
  ],
  [
    'more than can be read',
    { objects: `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n${'  ? a\n'.repeat(50_000)}` },
    'InvalidObjects',
  ],
])('a space of its own making does not get %s', async (what, template, reason) => {
  const name = `own-${what.split(' ')[0]}`
  await make(name, 'jonas', { template, templateRef: { name: '' } })
  await becomes(name, ({ body }) => body.status?.phase === 'Failed' && body.status.reason === reason)
  const jonas = await onCluster(server, as('jonas'), 'eu-west')
  const labels = { metadata: { labels: { 'app.kubernetes.io/managed-by': null } } }
  expect((await jonas.ask('PATCH', `/api/v1/namespaces/web-s-${name}`, labels, merge)).code).toBe(403)
})

test('who may only look into a virtual cluster does not read the tokens of its pods on the host', async () => {
  const clusters = `${root}/namespaces/loft-p-web/virtualclusterinstances`
  const extraAccessRules = [{ users: ['lena'], clusterRole: 'view' }]
  const made = await as('maya').ask('POST', clusters, virtualClusterOf('web', 'tokens', { extraAccessRules }))
  expect(made.code, JSON.stringify(made.body)).toBe(201)
  const [maya, lena] = await Promise.all(
    ['maya', 'lena'].map((name) => onCluster(server, as(name), 'eu-west')),
  )
  const pods = '/api/v1/namespaces/web-v-tokens/pods'
  await until(
    async () => isReady(await as('admin').ask('GET', `${clusters}/tokens`)),
    () => 'the virtual cluster is not ready',
  )
  expect((await maya?.ask('GET', pods))?.code).toBe(200)
  expect((await lena?.ask('GET', pods))?.code).toBe(403)
})
