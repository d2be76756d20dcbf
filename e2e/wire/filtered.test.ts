import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { keyOf, people, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { openRaw } from '#e2e/support/raw.ts'
import { chunkedHead, chunkOf, jsonAnswer, type Recorded } from '#e2e/support/recorder.ts'
import { openWatch } from '#e2e/support/upgrades.ts'
import { tableAccept } from '#kube/table.ts'

/** Get, list, watch and every form of them show the same objects: those that the caller may read. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
  await gateway.change(() =>
    gateway.cluster.team('green', { access: [{ verbs: ['get'], users: ['alice', 'bob'] }] }),
  )
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

const visible = { alice: ['green', 'red'], bob: ['blue', 'green'], root: ['blue', 'green', 'red'] }

function stored() {
  return [...gateway.directory.teams.values()].map((team) => ({ ...team, status: { big: 'canary' } }))
}

/** Answers as an API server would: everything there is, as a list or table, at once or as a watch. */
function answerAll(request: Recorded): void {
  const asTable = request.head.includes('as=Table')
  const rowOf = (object: { metadata: { name: string } }) => ({ cells: [object.metadata.name], object })
  const meta = { resourceVersion: '9', continue: 'more', remainingItemCount: 3 }
  const table = (objects: ReturnType<typeof stored>) => ({
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: meta,
    columnDefinitions: [{ name: 'Name' }],
    rows: objects.map(rowOf),
  })
  if (request.target.includes('watch')) {
    request.write(chunkedHead)
    for (const object of stored())
      request.write(chunkOf(JSON.stringify({ type: 'ADDED', object: asTable ? table([object]) : object })))
    request.write('0\r\n\r\n')
    return
  }
  const list = { kind: 'TeamList', apiVersion: 'management.loft.sh/v1', metadata: meta, items: stored() }
  request.write(jsonAnswer(200, asTable ? table(stored()) : list))
}

/** The names of teams in an answer, wherever they stand in it. */
function namesIn(text: string): string[] {
  const found = text.matchAll(/"metadata":\{"name":"(\w+)"/g)
  return [...new Set([...found].map(([, name]) => name ?? ''))].toSorted()
}

const metadataAccept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io'

test.each([
  ['a list', '', 'application/json'],
  ['a list by name', '?fieldSelector=metadata.name%3Dblue', 'application/json'],
  ['a list of any type', '', '*/*'],
  ['a list of protobuf', '', 'application/vnd.kubernetes.protobuf'],
  ['a table', '', tableAccept],
  ['a table of whole objects', '?includeObject=Object', tableAccept],
  ['a list of metadata', '', metadataAccept],
  ['a page', '?limit=2&continue=anything', 'application/json'],
  ['a watch', '?watch=1', 'application/json'],
  ['a watch by an empty parameter', '?watch', 'application/json'],
  ['a watch as a table', '?watch=true', tableAccept],
  ['a watch of metadata', '?watch=true', metadataAccept],
])('%s shows what may be read', async (_, query, accept) => {
  gateway.recorder.respond(answerAll)
  for (const person of people) {
    const answer = await gateway.ask(`GET ${teams}${query}`, [`Accept: ${accept}`], keyOf(person))
    expect(answer.status).toBe(200)
    expect(namesIn(answer.body)).toEqual(visible[person])
  }
})

test.each(['', '&accept=table', '&accept=table&includeObject=Object'])(
  'a WebSocket watch%s shows the same',
  async (query) => {
    gateway.recorder.respond(answerAll)
    for (const person of people) {
      const watching = await openWatch(`ws://${gateway.host}${teams}?watch=1${query}`, keyOf(person))
      await watching.closed
      expect(namesIn(watching.frames.join('\n'))).toEqual(visible[person])
    }
  },
)

test('getting one object shows the same, and what is hidden is answered like what is not there', async () => {
  for (const person of people) {
    for (const name of ['red', 'blue', 'green']) {
      const answer = await gateway.ask(`GET ${teams}/${name}`, [], keyOf(person))
      expect(answer.status).toBe(visible[person].includes(name) ? 200 : 404)
    }
  }
  const hidden = await gateway.ask(`GET ${teams}/blue`, [], keyOf('alice'))
  const missing = await gateway.ask(`GET ${teams}/nope`, [], keyOf('alice'))
  expect(hidden.body.replaceAll('blue', 'nope')).toBe(missing.body)
})

test('changing what is hidden is answered like changing what is not there, what is seen is 403', async () => {
  gateway.recorder.clear()
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const send = (name: string) =>
      gateway.ask(`${method} ${teams}/${name}`, ['Content-Length: 0'], keyOf('alice'))
    expect((await send('red')).status).toBe(403)
    expect((await send('blue')).status).toBe(404)
    expect((await send('nope')).status).toBe(404)
  }
  expect((await gateway.ask(`POST ${teams}`, ['Content-Length: 0'], keyOf('alice'))).status).toBe(403)
  expect((await gateway.ask(`DELETE ${teams}`, [], keyOf('alice'))).status).toBe(403)
  expect(gateway.recorder.lines()).toEqual([])
})

test.each([
  '/api/v1/secrets',
  '/api/v1/namespaces/aerie-system/secrets',
  '/apis/apps/v1/deployments',
  '/apis/management.loft.sh/v2/teams',
  '/apis/management.loft.sh/v1/secrets',
  '/apis/management.loft.sh/v1/watch/teams',
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
  '/metrics',
  '/healthz',
  '/logs/',
])('%s of the management cluster is behind no prefix, for an administrator neither', async (path) => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    const answer = await gateway.ask(
      `${method} /kubernetes/management${path}`,
      ['Content-Length: 0'],
      keyOf('root'),
    )
    expect(answer.status).toBe(404)
  }
  expect(gateway.recorder.lines()).toEqual([])
})

test('whole objects are asked for when a table is filtered, and the caller’s own wish when not', async () => {
  gateway.recorder.respond(answerAll)
  for (const person of ['alice', 'root'] as const) {
    await gateway.ask(`GET ${teams}?includeObject=None`, [`Accept: ${tableAccept}`], keyOf(person))
  }
  expect(gateway.recorder.lines().map((line) => line.split('?')[1])).toEqual([
    'includeObject=Object',
    'includeObject=None',
  ])
  const [filtered] = gateway.recorder.requests
  expect(filtered?.headers).toContainEqual(['accept-encoding', 'identity'])
})

test('an unfiltered answer passes byte for byte', async () => {
  const text = '{ "items" : [], "n":12345678901234567890,"metadata":{"remainingItemCount":3} }'
  gateway.recorder.respond((request) =>
    request.write(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
    ),
  )
  expect((await gateway.ask(`GET ${teams}`, [], keyOf('root'))).body).toBe(text)
})

test('a body passes byte for byte, whatever is in it', async () => {
  const body = Buffer.from([0x7b, 0x00, 0xff, 0xfe, 0x80, 0x22, 0x7d])
  const client = await openRaw(gateway.port)
  client.write(gateway.head(`POST ${teams}`, [`Content-Length: ${body.length}`], keyOf('root')))
  client.write(body)
  expect((await client.response()).status).toBe(200)
  expect(gateway.recorder.requests[0]?.body()).toEqual(body)
  client.socket.destroy()
})

describe('in projects', () => {
  const root = '/kubernetes/management/apis/management.loft.sh/v1'
  const spaces = (project: string) => `${root}/namespaces/loft-p-${project}/spaceinstances`
  const member = (name: string, role: string) => ({
    kind: 'User',
    name,
    clusterRole: `loft-management-project-${role}`,
  })

  /** Alice makes things in blog and looks at shop, bob leads shop, nobody is in the third, and everybody in web. */
  beforeAll(async () => {
    const { cluster } = gateway
    const change = (work: () => void) => gateway.change(work)
    const template = { kind: 'SpaceTemplate', group: 'storage.loft.sh', name: '*' }
    await change(() =>
      cluster.project('blog', { members: [member('alice', 'user')], allowedClusters: [{ name: 'east' }] }),
    )
    await change(() =>
      cluster.project('shop', {
        members: [member('alice', 'viewer'), member('bob', 'admin')],
        allowedTemplates: [template],
      }),
    )
    await change(() => cluster.project('secret', {}))
    for (const name of ['east', 'west']) await change(() => cluster.allowed('Cluster', name))
    await change(() => cluster.allowed('SpaceTemplate', 'plain'))
    await change(() => cluster.allowed('VirtualClusterTemplate', 'small', { owner: { team: 'blue' } }))
    await change(() => cluster.instance('SpaceInstance', 'blog', 'mine', { owner: { user: 'alice' } }))
    await change(() => cluster.instance('SpaceInstance', 'blog', 'hidden', { owner: { user: 'bob' } }))
    await change(() =>
      cluster.instance('SpaceInstance', 'shop', 'shown', { access: [{ verbs: ['get'], users: ['alice'] }] }),
    )
    await change(() => cluster.instance('SpaceInstance', 'secret', 'dark', { owner: { user: 'alice' } }))
  })

  const seen: Record<string, Record<(typeof people)[number], string[]>> = {
    projects: {
      alice: ['blog', 'shop', 'web'],
      bob: ['shop', 'web'],
      root: ['blog', 'secret', 'shop', 'web'],
    },
    clusters: { alice: ['east'], bob: [], root: ['east', 'west'] },
    spacetemplates: { alice: ['plain'], bob: ['plain'], root: ['plain'] },
    virtualclustertemplates: { alice: [], bob: ['small'], root: ['small'] },
    spaceinstances: {
      alice: ['app', 'mine', 'shown'],
      bob: ['app', 'shown'],
      root: ['app', 'dark', 'hidden', 'mine', 'shown'],
    },
    users: { alice: ['alice'], bob: ['alice', 'bob', 'root'], root: ['alice', 'bob', 'root'] },
  }

  test.each(Object.keys(seen))('a list of %s shows what may be read, to each', async (plural) => {
    gateway.recorder.respond((request) => {
      const items = [...gateway.directory.all(plural).values()]
      request.write(jsonAnswer(200, { kind: 'List', apiVersion: 'v1', metadata: {}, items }))
    })
    for (const person of people) {
      const answer = await gateway.ask(`GET ${root}/${plural}`, [], keyOf(person))
      expect(answer.status).toBe(200)
      expect(namesIn(answer.body)).toEqual(seen[plural]?.[person])
    }
  })

  test('a list in a namespace of no project, or of one that is hidden, is empty and never refused', async () => {
    gateway.recorder.respond((request) => {
      const items = [...gateway.directory.spaceInstances.values()].filter(({ metadata }) =>
        request.target.includes(`/${metadata.namespace}/`),
      )
      request.write(jsonAnswer(200, { kind: 'List', apiVersion: 'v1', metadata: {}, items }))
    })
    for (const project of ['secret', 'none']) {
      const answer = await gateway.ask(`GET ${spaces(project)}`, [], keyOf('alice'))
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.body).items).toEqual([])
    }
    expect(namesIn((await gateway.ask(`GET ${spaces('blog')}`, [], keyOf('alice'))).body)).toEqual(['mine'])
  })

  /** It is decided, and what comes of it depends on its body. */
  const looked = 0
  const apply = ['Content-Type: application/apply-patch+yaml']
  const merge = ['Content-Type: application/merge-patch+json']

  test.each<[string, string, string, string[], number]>([
    ['alice', 'GET', `${spaces('blog')}/mine`, [], 200],
    ['alice', 'GET', `${spaces('blog')}/hidden`, [], 404],
    ['alice', 'GET', `${spaces('blog')}/none`, [], 404],
    ['alice', 'GET', `${spaces('secret')}/dark`, [], 404],
    ['alice', 'DELETE', `${spaces('blog')}/mine`, [], 200],
    ['alice', 'PATCH', `${spaces('blog')}/mine`, merge, looked],
    ['alice', 'PATCH', `${spaces('blog')}/mine/status`, merge, 403],
    ['alice', 'GET', `${spaces('blog')}/mine/status`, [], 200],
    ['alice', 'PATCH', `${spaces('shop')}/shown`, merge, 403],
    ['alice', 'PATCH', `${spaces('blog')}/hidden`, apply, 404],
    ['alice', 'PATCH', `${spaces('blog')}/none`, merge, 404],
    ['alice', 'PATCH', `${spaces('blog')}/none`, apply, looked],
    ['alice', 'PATCH', `${spaces('shop')}/none`, apply, 403],
    ['alice', 'PATCH', `${spaces('secret')}/none`, apply, 404],
    ['alice', 'POST', spaces('blog'), [], looked],
    ['alice', 'POST', spaces('shop'), [], 403],
    ['alice', 'POST', spaces('secret'), [], 404],
    ['alice', 'POST', spaces('none'), [], 404],
    ['alice', 'POST', `${root}/namespaces/default/spaceinstances`, [], 404],
    ['alice', 'DELETE', spaces('blog'), [], 403],
    ['alice', 'DELETE', spaces('secret'), [], 404],
    ['bob', 'DELETE', spaces('shop'), [], 200],
    ['bob', 'PATCH', `${root}/projects/shop`, merge, looked],
    ['bob', 'DELETE', `${root}/projects/shop`, [], 403],
    ['bob', 'GET', `${root}/projects/blog`, [], 404],
    ['bob', 'PATCH', `${root}/virtualclustertemplates/small`, merge, looked],
    ['bob', 'DELETE', `${root}/virtualclustertemplates`, [], 200],
    ['bob', 'DELETE', `${root}/spacetemplates`, [], 403],
    ['alice', 'POST', `${root}/spaceinstances`, [], 405],
    ['root', 'DELETE', `${root}/spaceinstances`, [], 405],
    ['root', 'GET', `${root}/spaceinstances/mine`, [], 404],
    ['root', 'GET', `${root}/namespaces/loft-p-blog/teams`, [], 404],
    ['root', 'GET', `${root}/namespaces/loft-p-blog/teams/red`, [], 404],
    ['root', 'GET', '/kubernetes/management/apis/aerie.dev/v1/namespaces/aerie-system/ledgers', [], 404],
  ])('%s: %s %s %j is %i', async (person, method, path, headers, code) => {
    gateway.recorder.respond((request) => request.write(jsonAnswer(200, {})))
    const key = keyOf(person as (typeof people)[number])
    const answer = await gateway.ask(`${method} ${path}`, [...headers, 'Content-Length: 0'], key)
    if (code === looked) return expect([403, 404, 405]).not.toContain(answer.status)
    expect(answer.status).toBe(code)
    expect(gateway.recorder.lines()).toHaveLength(code === 200 ? 1 : 0)
  })

  test('what is not seen is answered in the words of Kubernetes', async () => {
    const post = await gateway.ask(`POST ${spaces('secret')}`, ['Content-Length: 0'], keyOf('alice'))
    expect(JSON.parse(post.body).message).toBe('namespaces "loft-p-secret" not found')
    const get = await gateway.ask(`GET ${spaces('secret')}/dark`, [], keyOf('alice'))
    expect(JSON.parse(get.body).message).toBe('spaceinstances.management.loft.sh "dark" not found')
    const viewer = await gateway.ask(`POST ${spaces('shop')}`, ['Content-Length: 0'], keyOf('alice'))
    expect(JSON.parse(viewer.body).message).toBe(
      'spaceinstances.management.loft.sh is forbidden: User "loft:user:alice" cannot create resource "spaceinstances" in API group "management.loft.sh" in the namespace "loft-p-shop": needs the role user in project shop, which an admin of it can give',
    )
  })

  test('what was made a moment ago is theirs at once, and nobody else’s', async () => {
    gateway.recorder.respond((request) => request.write(jsonAnswer(200, {})))
    gateway.cluster.unseen('SpaceInstance', 'blog', 'new', { owner: { user: 'alice' } })
    gateway.cluster.unseen('SpaceInstance', 'blog', 'theirs', { owner: { user: 'bob' } })
    expect((await gateway.ask(`GET ${spaces('blog')}/new`, [], keyOf('alice'))).status).toBe(200)
    gateway.recorder.clear()
    for (const headers of [apply, merge])
      expect(
        (
          await gateway.ask(
            `PATCH ${spaces('blog')}/theirs`,
            [...headers, 'Content-Length: 0'],
            keyOf('alice'),
          )
        ).status,
      ).toBe(404)
    expect(gateway.recorder.lines()).toEqual([])
  })
})
