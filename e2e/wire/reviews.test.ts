import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keyOf, people, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange, type RawResponse } from '#e2e/support/raw.ts'
import { jsonAnswer } from '#e2e/support/recorder.ts'

/** What somebody is told they may is what they can do, and questions are bounded. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
  await gateway.change(() =>
    gateway.cluster.team('green', { access: [{ verbs: ['get'], users: ['alice'] }] }),
  )
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

type Person = (typeof people)[number]

const root = '/kubernetes/management/apis'
const reviews = {
  access: `${root}/authorization.k8s.io/v1/selfsubjectaccessreviews`,
  rules: `${root}/authorization.k8s.io/v1/selfsubjectrulesreviews`,
  self: `${root}/authentication.k8s.io/v1/selfsubjectreviews`,
}
const protobuf = 'application/vnd.kubernetes.protobuf'

function post(path: string, body: string | Buffer, person: Person, type = 'application/json') {
  const bytes = Buffer.from(body)
  const head = gateway.head(
    `POST ${path}`,
    [`Content-Type: ${type}`, `Content-Length: ${bytes.length}`],
    keyOf(person),
  )
  return exchange(gateway.port, Buffer.concat([Buffer.from(head), bytes]))
}

const asJson = ({ body }: RawResponse) => JSON.parse(body)

/** A message's field that has bytes; everything here is shorter than 128. */
function field(number: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes])
}

/** An object as kubectl sends it. */
function enveloped(group: string, kind: string, raw: Buffer): Buffer {
  const about = Buffer.concat([field(1, `${group}/v1`), field(2, kind)])
  return Buffer.concat([Buffer.from('k8s\0'), field(1, about), field(2, raw)])
}

function accessReview(verb: string, resource: string, name: string): Buffer {
  const attributes = Buffer.concat([
    field(1, 'default'),
    field(2, verb),
    field(3, 'management.loft.sh'),
    field(5, resource),
    field(7, name),
  ])
  return enveloped('authorization.k8s.io', 'SelfSubjectAccessReview', field(2, field(1, attributes)))
}

const spec = (resourceAttributes: unknown, more: object = {}) =>
  JSON.stringify({ spec: { resourceAttributes, ...more } })

const requests = {
  get: (path: string, name: string) => `GET ${path}/${name}`,
  list: (path: string) => `GET ${path}`,
  watch: (path: string) => `GET ${path}?watch=1`,
  create: (path: string) => `POST ${path}`,
  update: (path: string, name: string) => `PUT ${path}/${name}`,
  patch: (path: string, name: string) => `PATCH ${path}/${name}`,
  delete: (path: string, name: string) => `DELETE ${path}/${name}`,
  deletecollection: (path: string) => `DELETE ${path}`,
}

test.each(people)(
  '%s is told exactly what they can do',
  async (person) => {
    const users = teams.replace('teams', 'users')
    const told: Record<string, boolean> = {}
    const done: Record<string, boolean> = {}
    for (const [resource, path] of [
      ['teams', teams],
      ['users', users],
    ] as const) {
      for (const [verb, lineOf] of Object.entries(requests)) {
        for (const name of ['red', 'blue', 'green', 'alice', 'bob', 'nobody']) {
          const asked = `${verb} ${resource} ${name}`
          const review = await post(reviews.access, accessReview(verb, resource, name), person, protobuf)
          expect(review.status, asked).toBe(201)
          told[asked] = asJson(review).status.allowed
          gateway.recorder.clear()
          await gateway.ask(lineOf(path, name), [], keyOf(person))
          done[asked] = gateway.recorder.lines().length === 1
        }
      }
    }
    expect(told).toEqual(done)
    expect(told['get users alice']).toBe(person !== 'bob')
  },
  120_000,
)

const instances = {
  ...requests,
  'patch status': (path: string, name: string) => `PATCH ${path}/${name}/status`,
  'create kubeconfig': (path: string, name: string) => `POST ${path}/${name}/kubeconfig`,
}

/** What a request comes to that goes on, if not to more: what its body says is another matter. */
const refused = [403, 404, 405]

test.each(people)('%s is told exactly what they can do in a project', async (person) => {
  const change = (work: () => void) => gateway.change(work)
  await change(() =>
    gateway.cluster.instance('VirtualClusterInstance', 'web', 'mine', { owner: { user: 'alice' } }),
  )
  await change(() => gateway.cluster.instance('VirtualClusterInstance', 'web', 'hidden', {}))
  await change(() =>
    gateway.cluster.instance('VirtualClusterInstance', 'other', 'dark', { owner: { user: 'alice' } }),
  )
  gateway.recorder.respond((request) => request.write(jsonAnswer(200, { kind: 'Status', metadata: {} })))
  const told: Record<string, boolean> = {}
  const done: Record<string, boolean> = {}
  for (const namespace of ['loft-p-web', 'loft-p-other']) {
    const path = `${root}/management.loft.sh/v1/namespaces/${namespace}/virtualclusterinstances`
    for (const [words, lineOf] of Object.entries(instances)) {
      const [verb, subresource = ''] = words.split(' ')
      for (const name of ['dev', 'mine', 'hidden', 'dark', 'none']) {
        const asked = `${words} ${namespace} ${name}`
        const resource = 'virtualclusterinstances'
        const question = { group: 'management.loft.sh', verb, resource, subresource, namespace, name }
        told[asked] = asJson(await post(reviews.access, spec(question), person)).status.allowed
        const answer = await gateway.ask(lineOf(path, name), ['Content-Length: 0'], keyOf(person))
        done[asked] = !refused.includes(answer.status)
      }
    }
  }
  if (person === 'root') {
    // Whoever may do everything is told of what is not there as well.
    expect(Object.values(told)).not.toContain(false)
  } else expect(told).toEqual(done)
  expect(told['delete loft-p-web mine']).toBe(person !== 'bob')
  expect(told['create kubeconfig loft-p-web dev']).toBe(true)
  expect(told['list loft-p-other dark']).toBe(true)
  expect(told['get loft-p-other dark']).toBe(person === 'root')
})

test('administrators ask about others, and nobody else does', async () => {
  const path = reviews.access.replace('self', '')
  const question = (user: string) => ({
    spec: {
      user,
      resourceAttributes: { verb: 'get', group: 'management.loft.sh', resource: 'teams', name: 'red' },
    },
  })
  const ask = async (user: string) => asJson(await post(path, JSON.stringify(question(user)), 'root')).status
  expect(await ask('loft:user:alice')).toEqual({ allowed: true, reason: 'is a member of this team' })
  expect(await ask('alice')).toMatchObject({ allowed: true })
  expect(await ask('bob')).toMatchObject({ allowed: false })
  expect(await ask('zoe')).toEqual({ allowed: false, reason: 'there is no user zoe who can sign in' })
  expect((await post(path, JSON.stringify(question('')), 'root')).status).toBe(400)
  expect((await post(path, JSON.stringify(question('bob')), 'alice')).status).toBe(403)
})

test('the rules say it as well, and documents can be read', async () => {
  const body = enveloped('authorization.k8s.io', 'SelfSubjectRulesReview', field(2, field(1, 'default')))
  const { status } = asJson(await post(reviews.rules, body, 'alice', protobuf))
  expect(status).toMatchObject({ incomplete: false })
  expect(status.resourceRules).toContainEqual({
    apiGroups: ['management.loft.sh'],
    resources: ['teams'],
    resourceNames: ['green', 'red'],
    verbs: ['get'],
  })
  for (const url of status.nonResourceRules[0].nonResourceURLs.map((path: string) => path.replace('*', ''))) {
    const path = url.endsWith('/') ? `${url}management.loft.sh/v1`.replace('v3/man', 'v3/apis/man') : url
    expect((await gateway.ask(`GET /kubernetes/management${path}`, [], keyOf('alice'))).status, path).toBe(
      200,
    )
  }
  expect(gateway.recorder.lines()).toEqual([])
})

test('one is who one is in RBAC', async () => {
  const body = enveloped('authentication.k8s.io', 'SelfSubjectReview', Buffer.alloc(0))
  const answer = await post(reviews.self, body, 'alice', protobuf)
  expect(answer.status).toBe(201)
  expect(asJson(answer)).toMatchObject({
    kind: 'SelfSubjectReview',
    status: {
      userInfo: {
        username: 'loft:user:alice',
        uid: 'uid-alice',
        groups: ['loft:authenticated', 'loft:user:alice', 'loft:team:red'],
      },
    },
  })
})

test('a refusal has its reason', async () => {
  const answer = asJson(await post(reviews.access, accessReview('delete', 'teams', 'red'), 'alice', protobuf))
  expect(answer.status).toEqual({
    allowed: false,
    reason: 'needs the verb "delete" on teams, which platform admins have',
  })
})

test.each<[string, string | Buffer, string]>([
  ['no protobuf', 'nothing of the kind', protobuf],
  ['an empty protobuf', '', protobuf],
  ['a cut protobuf', accessReview('get', 'teams', 'red').subarray(0, 60), protobuf],
  [
    'a protobuf of another kind',
    enveloped('authentication.k8s.io', 'SelfSubjectReview', Buffer.alloc(0)),
    protobuf,
  ],
  ['a protobuf of an unknown kind', enveloped('example.org', 'Nothing', Buffer.alloc(0)), protobuf],
  ['a protobuf that nests endlessly', Buffer.alloc(2_000, field(2, field(2, ''))), protobuf],
  ['no JSON', '{', 'application/json'],
  ['a list', '[]', 'application/json'],
  ['another kind', '{"kind":"Team"}', 'application/json'],
  ['another version', '{"apiVersion":"authorization.k8s.io/v2"}', 'application/json'],
  ['nothing asked', '{}', 'application/json'],
  ['a verb that is a number', spec({ verb: 1, resource: 'teams' }), 'application/json'],
  ['a name that is a list', spec({ verb: 'get', resource: 'teams', name: ['red'] }), 'application/json'],
  ['attributes that are a text', spec('get teams'), 'application/json'],
  [
    'two questions',
    spec({ verb: 'get', resource: 'teams' }, { nonResourceAttributes: { verb: 'get', path: '/' } }),
    'application/json',
  ],
])('a question that is %s is 400', async (_, body, type) => {
  const answer = await post(reviews.access, body, 'alice', type)
  expect(answer.status).toBe(400)
  expect(asJson(answer)).toMatchObject({ kind: 'Status', reason: 'BadRequest' })
  expect(gateway.recorder.lines()).toEqual([])
  expect(gateway.reported).toEqual([])
})

test('a question of another type is 415, one that is too long 413', async () => {
  expect((await post(reviews.access, '{}', 'alice', 'text/plain')).status).toBe(415)
  expect((await post(reviews.access, ' '.repeat(3 * 1024 * 1024 + 1), 'alice')).status).toBe(413)
})

test('a protobuf body of a management write passes untouched', async () => {
  const body = enveloped('management.loft.sh', 'Team', Buffer.from('anything'))
  await post(teams, body, 'root', protobuf)
  expect(gateway.recorder.requests[0]?.body()).toEqual(body)
})

test('who may use a secret is told so, and the gateway keeps none of its values', async () => {
  const name = 'hush'
  const spec = { owner: { user: 'alice' }, data: { WORD: 'd3Jlbg==' } }
  await gateway.change(() => gateway.cluster.instance('ProjectSecret', 'web', name, spec))
  const resourceAttributes = {
    verb: 'use',
    group: 'management.loft.sh',
    resource: 'projectsecrets',
    namespace: 'loft-p-web',
    name,
  }
  const ask = async (person: Person) => {
    const answer = await post(reviews.access, JSON.stringify({ spec: { resourceAttributes } }), person)
    return asJson(answer).status.allowed
  }
  expect(await Promise.all([ask('alice'), ask('bob'), ask('root')])).toEqual([true, false, true])
  const kept = JSON.stringify([...gateway.directory.all('projectsecrets').values()])
  expect(kept).toContain(name)
  expect(kept).not.toContain(spec.data.WORD)
})
