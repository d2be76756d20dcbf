import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { keyOf, people, startGateway, type TestGateway } from '#e2e/support/gateway.ts'
import { valuesOf } from '#e2e/support/raw.ts'

/** Parts of stored objects that the gateway answers itself: who is answered, and what goes upstream. */

const root = '/kubernetes/management/apis/management.loft.sh/v1'
const inWeb = `${root}/namespaces/loft-p-web`

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
  await gateway.change(() => gateway.cluster.instance('VirtualClusterInstance', 'web', 'new', {}))
  await gateway.change(() => gateway.cluster.project('other', {}))
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

function post(path: string, body: object, key: string) {
  return fetch(gateway.origin + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

interface Kubeconfig {
  clusters: { cluster: { server: string } }[]
  users: { name: string; user: { token: string } }[]
  contexts: { context: { namespace?: string } }[]
}

test.each([
  ['spaceinstances/app', 'space/app', { spaces: [{ project: 'web', space: 'app' }] }],
  [
    'virtualclusterinstances/dev',
    'virtualcluster/dev',
    { virtualClusters: [{ project: 'web', virtualCluster: 'dev' }] },
  ],
])('the key in the kubeconfig of %s opens %s alone, for a day at the most', async (of, prefix, scope) => {
  const answer = await post(
    `${inWeb}/${of}/kubeconfig`,
    { spec: { certificateTTL: 10 ** 8 } },
    keyOf('alice'),
  )
  expect(answer.status).toBe(201)
  const { status, kind } = (await answer.json()) as { kind: string; status: { kubeConfig: string } }
  expect(kind).toMatch(/InstanceKubeConfig$/)
  const { clusters, users, contexts } = parse(status.kubeConfig) as Kubeconfig
  expect(clusters[0]?.cluster.server).toBe(
    `https://localhost:${gateway.httpsPort}/kubernetes/project/web/${prefix}`,
  )
  expect(contexts[0]?.context.namespace).toBe(prefix.startsWith('space') ? 'web-s-app' : undefined)
  expect(users[0]?.name).toBe('vcluster')
  const caller = gateway.directory.callerOf(users[0]?.user.token ?? '')
  expect(caller?.key.scope).toEqual(scope)
  expect(Date.parse(caller?.key.expires ?? '')).toBeLessThan(Date.now() + 24 * 3600_000 + 1000)
  expect((await gateway.ask(`GET ${root}/projects`, [], users[0]?.user.token)).status).toBe(403)
  // Nor does it make another.
  expect((await post(`${inWeb}/${of}/kubeconfig`, {}, users[0]?.user.token ?? '')).status).toBe(403)
})

test('a kubeconfig needs no virtual cluster that is ready, and another address where one is named', async () => {
  const spec = { server: 'https://gateway.example.org/x' }
  const answer = await post(`${inWeb}/virtualclusterinstances/new/kubeconfig`, { spec }, keyOf('root'))
  const { status } = (await answer.json()) as { status: { kubeConfig: string } }
  expect((parse(status.kubeConfig) as Kubeconfig).clusters[0]?.cluster.server).toBe(spec.server)
})

test.each([
  [{ clientCert: true }, 'spec.clientCert'],
  [{ certificateTTL: -1 }, 'spec.certificateTTL'],
  [{ certificateTTL: 'a day' }, 'spec.certificateTTL'],
  [{ server: 'http://gateway.example.org' }, 'spec.server'],
])('%j is refused', async (spec, field) => {
  const answer = await post(`${inWeb}/spaceinstances/app/kubeconfig`, { spec }, keyOf('alice'))
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ details: { causes: [{ field }] } })
})

test.each([
  ['who may not use it', 'virtualclusterinstances/new/kubeconfig', 'alice', 404],
  ['where there is none', 'virtualclusterinstances/none/kubeconfig', 'alice', 404],
  ['below a part', 'spaceinstances/app/kubeconfig/more', 'root', 404],
] as const)('no kubeconfig is made for one %s', async (_, path, person, code) => {
  gateway.recorder.respond((request) =>
    request.write(
      'HTTP/1.1 404 None\r\ncontent-type: application/json\r\ncontent-length: 61\r\n\r\n{"kind":"Status","status":"Failure","code":404,"metadata":{}}',
    ),
  )
  expect((await post(`${inWeb}/${path}`, {}, keyOf(person))).status).toBe(code)
})

test('a part is asked for by its own verb', async () => {
  expect((await gateway.ask(`GET ${inWeb}/spaceinstances/app/kubeconfig`, [], keyOf('root'))).status).toBe(
    405,
  )
  expect((await post(`${root}/projects/web/members`, {}, keyOf('root'))).status).toBe(405)
})

test('a log is that of the control plane, asked for as Aerie, with what may be asked of one', async () => {
  gateway.recorder.respond((request) =>
    request.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello'),
  )
  const query = '?follow=true&tailLines=5&stray=1'
  const answer = await gateway.ask(`GET ${inWeb}/virtualclusterinstances/dev/log${query}`, [], keyOf('alice'))
  expect(answer.body).toBe('hello')
  const [request] = gateway.recorder.requests
  expect(gateway.recorder.lines()).toEqual([
    'GET /east/api/v1/namespaces/web-v-dev/pods/dev-0/log?follow=true&tailLines=5&container=syncer',
  ])
  expect(request === undefined ? [''] : valuesOf(request, 'impersonate-user')).toEqual([])
})

test('one that is nowhere yet has no log, and what is not seen is not there', async () => {
  const log = `${inWeb}/virtualclusterinstances/new/log`
  expect((await gateway.ask(`GET ${log}`, [], keyOf('root'))).status).toBe(409)
  expect((await gateway.ask(`GET ${log}`, [], keyOf('alice'))).status).toBe(404)
  expect(gateway.recorder.lines()).toEqual([])
})

test('what belongs to a project is told to those who see it', async () => {
  for (const part of ['members', 'templates', 'clusters']) {
    for (const person of people)
      expect((await gateway.ask(`GET ${root}/projects/web/${part}`, [], keyOf(person))).status).toBe(200)
    expect((await gateway.ask(`GET ${root}/projects/other/${part}`, [], keyOf('alice'))).status).toBe(404)
  }
  const { users } = JSON.parse(
    (await gateway.ask(`GET ${root}/projects/web/members`, [], keyOf('bob'))).body,
  ) as {
    users: { info: { name: string } }[]
  }
  expect(users.map(({ info }) => info.name)).toEqual(['alice', 'bob', 'root'])
})

test.each(['accesskeys', 'clusters', 'permissions'])(
  'the %s of a user are theirs and an administrator’s',
  async (part) => {
    for (const [person, code] of [
      ['alice', 200],
      ['root', 200],
      ['bob', 404],
    ] as const)
      expect((await gateway.ask(`GET ${root}/users/alice/${part}`, [], keyOf(person))).status).toBe(code)
  },
)

test('who sees a cluster is told as far as one sees them', async () => {
  await gateway.change(() => gateway.cluster.allowed('Cluster', 'east'))
  const members = ['alice', 'bob'].map((name) => ({ kind: 'User', name }))
  await gateway.change(() =>
    gateway.cluster.project('placed', {
      members: [...members, { kind: 'Team', name: 'red' }],
      allowedClusters: [{ name: 'east' }],
    }),
  )
  for (const [person, users, teams] of [
    ['alice', ['alice'], ['red']],
    ['bob', ['bob'], []],
    ['root', ['alice', 'bob', 'root'], ['red']],
  ] as const) {
    const answer = await gateway.ask(`GET ${root}/clusters/east/members`, [], keyOf(person))
    const body = JSON.parse(answer.body) as Record<'users' | 'teams', { info: { name: string } }[]>
    expect(body.users.map(({ info }) => info.name)).toEqual(users)
    expect(body.teams.map(({ info }) => info.name)).toEqual(teams)
  }
})
