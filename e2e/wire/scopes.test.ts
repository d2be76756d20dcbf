import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { AccessKeyScope } from '#api/kinds/owned-access-key.ts'
import { keyOf, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange } from '#e2e/support/raw.ts'

/** A key with a scope does what its owner may and its scope admits, over every way in. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

const east = '/kubernetes/cluster/east'
const management = '/kubernetes/management'
const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

/** A key of root's, who may do everything. */
async function keyWith(scope: AccessKeyScope, name = JSON.stringify(scope)): Promise<string> {
  const key = `aerie_${Buffer.from(name).toString('base64url')}`
  await gateway.change(() => gateway.cluster.key(key, { user: 'root', scope }))
  return key
}

function post(path: string, body: object, key: string) {
  const text = JSON.stringify(body)
  const headers = ['Content-Type: application/json', `Content-Length: ${text.length}`]
  return exchange(gateway.port, gateway.head(`POST ${path}`, headers, key) + text)
}

const lines = {
  team: `GET ${teams}/red`,
  teams: `GET ${teams}`,
  gone: `DELETE ${teams}/red`,
  document: `GET ${management}/openapi/v3`,
  pods: `GET ${east}/api/v1/pods`,
  pod: `DELETE ${east}/api/v1/namespaces/shop/pods/web`,
  metrics: 'GET /metrics',
} as const

test.each<[string, AccessKeyScope, (keyof typeof lines)[]]>([
  ['no part', {}, []],
  ['a cluster', { clusters: [{ cluster: 'east' }] }, ['pods', 'pod']],
  ['all clusters', { clusters: [{ cluster: '*' }] }, ['pods', 'pod']],
  ['another cluster', { clusters: [{ cluster: 'west' }] }, []],
  ['the role loft-cli', { roles: [{ role: 'loft-cli' }] }, ['team', 'teams', 'document']],
  ['the role metrics-reader', { roles: [{ role: 'metrics-reader' }] }, ['metrics']],
  ['the role agent', { roles: [{ role: 'agent' }] }, []],
  ['projects', { projects: [{ project: '*' }] }, []],
  ['spaces', { spaces: [{ project: '*', space: '*' }] }, []],
  ['virtual clusters', { virtualClusters: [{ project: '*', virtualCluster: '*' }] }, []],
  [
    'a rule for verbs and a target',
    { rules: [{ verbs: ['get', 'list'], requestTargets: ['Management'] }] },
    ['team', 'teams', 'document'],
  ],
  ['a rule for resources', { rules: [{ resources: [{ resources: ['pods'] }] }] }, ['pods', 'pod']],
  ['a rule for a namespace', { rules: [{ cluster: 'east', namespaces: ['shop'] }] }, ['pod']],
])('a scope of %s opens that and nothing else', async (_, scope, expected) => {
  const key = await keyWith(scope)
  const open: string[] = []
  for (const [name, line] of Object.entries(lines)) {
    gateway.recorder.clear()
    // From another host than the operator's, so that the metrics need a credential.
    const head = gateway.head(line, [], key).replace(/Host: \S+/, 'Host: aerie.example.org')
    const { status, body } = await exchange(gateway.port, head)
    if (status === 200) open.push(name)
    else {
      expect(status, name).toBe(403)
      expect(JSON.parse(body)).toMatchObject({ kind: 'Status', reason: 'Forbidden' })
      expect(gateway.recorder.lines()).toEqual([])
    }
  }
  expect(open).toEqual(expected)
})

test('a scope does not add to the rights of the owner', async () => {
  const scope = { rules: [{}] }
  await gateway.change(() => gateway.cluster.key('aerie_alices-scoped', { user: 'alice', scope }))
  expect((await gateway.ask(`GET ${teams}/red`, [], 'aerie_alices-scoped')).status).toBe(200)
  expect((await gateway.ask(`GET ${teams}/blue`, [], 'aerie_alices-scoped')).status).toBe(404)
  expect((await gateway.ask(`DELETE ${teams}/red`, [], 'aerie_alices-scoped')).status).toBe(403)
})

test.each([{ rules: [{}] }, { roles: [{ role: 'loft-cli' }] }, { clusters: [{ cluster: '*' }] }])(
  'with the scope %j no key is made',
  async (scope) => {
    const key = await keyWith(scope)
    for (const body of [{}, { cluster: 'east' }])
      expect((await post('/auth/kubeconfig', body, key)).status).toBe(403)
  },
)

test('streams are held to the scope as well', async () => {
  const key = await keyWith({ clusters: [{ cluster: 'east' }] })
  for (const path of [`${teams}?watch=1`, `${teams}/red/exec`])
    expect((await gateway.ask(`GET ${path}`, upgrade, key)).status).toBe(403)
  expect((await gateway.ask(`GET ${teams}?watch=1`, [], key)).status).toBe(403)
  expect(gateway.recorder.lines()).toEqual([])
  await gateway.ask(`GET ${east}/api/v1/namespaces/shop/pods/web/exec`, upgrade, key)
  expect(gateway.recorder.lines()).toHaveLength(1)
})

test('what somebody is told they may is what the key can do', async () => {
  const key = await keyWith({
    rules: [{ resources: [{ group: 'management.loft.sh', resources: ['teams'] }] }],
  })
  const review = (verb: string, resource: string) =>
    post(
      `${management}/apis/management.loft.sh/v1/selfsubjectaccessreviews`,
      { spec: { resourceAttributes: { group: 'management.loft.sh', verb, resource } } },
      key,
    )
  expect((await review('get', 'teams')).status).toBe(403)
  const asking = await keyWith({
    rules: [{ verbs: ['create'] }, { resources: [{ group: 'management.loft.sh', resources: ['teams'] }] }],
  })
  const allowed = async (verb: string, resource: string) => {
    const spec = { resourceAttributes: { group: 'management.loft.sh', verb, resource } }
    const path = `${management}/apis/authorization.k8s.io/v1/selfsubjectaccessreviews`
    return JSON.parse((await post(path, { spec }, asking)).body).status
  }
  expect(await allowed('delete', 'teams')).toMatchObject({ allowed: true })
  expect(await allowed('create', 'users')).toMatchObject({ allowed: true })
  expect(await allowed('delete', 'users')).toEqual({
    allowed: false,
    reason: 'the scope of this access key does not admit it',
  })
})

describe('a kubeconfig', () => {
  async function tokenFor(body: object): Promise<string> {
    const answer = await post('/auth/kubeconfig', body, keyOf('root'))
    expect(answer.status).toBe(201)
    return parse(JSON.parse(answer.body).kubeConfig).users[0].user.token
  }

  test('for a cluster opens that cluster alone', async () => {
    const key = await tokenFor({ cluster: 'east' })
    expect((await gateway.ask(lines.pods, [], key)).status).toBe(200)
    expect((await gateway.ask(lines.teams, [], key)).status).toBe(403)
    expect((await gateway.ask('GET /kubernetes/cluster/west/api/v1/pods', [], key)).status).toBe(403)
    expect((await post('/auth/kubeconfig', {}, key)).status).toBe(403)
  })

  test('for the management API has all rights of its owner', async () => {
    const key = await tokenFor({})
    expect((await gateway.ask(lines.pods, [], key)).status).toBe(200)
    expect((await gateway.ask(lines.gone, [], key)).status).toBe(200)
  })
})
