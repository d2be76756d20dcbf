import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { keyOf, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { openRaw, valuesOf } from '#e2e/support/raw.ts'
import { chunkedHead, chunkOf, jsonAnswer, type Recorded } from '#e2e/support/recorder.ts'
import type { Change } from '#api/quota.ts'
import { invalid } from '#kube/status.ts'
import { tableAccept } from '#kube/table.ts'
import type { Ledgers, ReserveOptions } from '#server/quota/ledger.ts'

/** What is written on the management API: which bytes change, what is asked before, and what is left when it fails. */

const root = '/kubernetes/management/apis/management.loft.sh/v1'
const spaces = `${root}/namespaces/loft-p-web/spaceinstances`

let gateway: TestGateway
/** What the ledger was asked, in one list with what went upstream. */
let done: string[] = []
let full = false

const numbers = [{ scope: 'project' as const, key: 'spaceinstances', limit: 5, used: 1, after: 2 }]

const ledgers: Ledgers = {
  async reserve(_: string, { operation, key, after }: Change, { dryRun = false }: ReserveOptions = {}) {
    if (full) {
      const subject = { group: 'management.loft.sh', kind: 'SpaceInstance', name: 'x' }
      throw invalid(subject, [{ field: 'metadata.name', message: 'the limit is 5' }])
    }
    done.push(`${dryRun ? 'preview' : 'reserve'} ${operation} ${key} for ${after.owner?.user ?? ''}`)
    return numbers
  },
  release: async (_, key) => void done.push(`release ${key}`),
  ensure: async (project) => void done.push(`ledger of ${project}`),
  read: async () => undefined,
}

beforeAll(async () => {
  gateway = await startGateway({ ledgers })
  await gateway.change(() => gateway.cluster.allowed('SpaceTemplate', 'small'))
  const members = ['alice', 'bob'].map((name) => ({
    kind: 'User',
    name,
    clusterRole: `loft-management-project-${name === 'bob' ? 'admin' : 'user'}`,
  }))
  await gateway.change(() =>
    gateway.cluster.project('web', {
      members,
      allowedTemplates: [{ kind: 'SpaceTemplate', name: '*' }],
    }),
  )
})
beforeEach(() => {
  gateway.recorder.respond(upstream)
  stored = undefined
  moved = 0
  refusal = undefined
})
afterEach(() => {
  gateway.recorder.clear()
  done = []
  full = false
})
afterAll(() => gateway.close())

/** The object that the upstream has, how often it changes by itself before a patch, and what it says instead. */
let stored: Record<string, unknown> | undefined
let moved = 0
let refusal: number | undefined

const shortened = (target: string) => target.replace('/management/apis/management.loft.sh/v1/', '')

/** An API server with one object: what is sent is what is stored. */
function upstream(request: Recorded): void {
  const dry = request.target.includes('dryRun=All')
  done.push(`${request.method} ${shortened(request.target)}`)
  if (refusal !== undefined && request.method !== 'GET' && !dry)
    return void request.write(jsonAnswer(refusal, { kind: 'Status', status: 'Failure', code: refusal }))
  if (request.method === 'GET') {
    const missing = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code: 404 }
    return void request.write(jsonAnswer(stored === undefined ? 404 : 200, stored ?? missing))
  }
  const sent: unknown = JSON.parse(request.body().toString())
  if (Array.isArray(sent) && moved > 0) {
    moved -= 1
    stored = { ...stored, metadata: { ...Object(stored?.['metadata']), resourceVersion: `moved-${moved}` } }
    return void request.write(jsonAnswer(422, { kind: 'Status', status: 'Failure', code: 422 }))
  }
  const made = stored === undefined
  const object = Array.isArray(sent) ? stored : { ...stored, ...Object(sent) }
  if (!dry) stored = object
  request.write(jsonAnswer(made ? 201 : 200, object))
}

function write(
  method: string,
  path: string,
  body: unknown,
  person: 'alice' | 'bob' | 'root',
  type = 'application/json',
) {
  return fetch(gateway.origin + path, {
    method,
    headers: { authorization: `Bearer ${keyOf(person)}`, 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const space = (spec: object = {}) => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'SpaceInstance',
  metadata: { name: 'x', namespace: 'loft-p-web' },
  spec: { templateRef: { name: 'small' }, ...spec },
})

const bodiesSent = () => gateway.recorder.requests.map((request) => request.body().toString())

test('bodies of other kinds pass byte for byte', async () => {
  const odd = '{ "metadata" :{"name":"green"},\n"spec":{"x":1.0,"x":1e3,"y":12345678901234567890 } }'
  const answer = await write('POST', teams, odd, 'root')
  expect(answer.status).toBe(201)
  expect(bodiesSent()).toEqual([odd])
})

test('numbers are written again as they came, both ways', async () => {
  const kept = '{"a":1.0,"b":1e3,"c":12345678901234567890,"d":-0}'
  const text = `{"apiVersion":"management.loft.sh/v1","kind":"Project","metadata":{"name":"p"},"spec":{"argoCD":${kept},"quotas":{"user":{"spaceinstances":3}}}}`
  const answer = await write('POST', `${root}/projects?dryRun=All`, text, 'root')
  expect(answer.status).toBe(201)
  expect(bodiesSent()[0]).toContain(`"argoCD":${kept}`)
  expect(bodiesSent()[0]).toContain('"quotas":{"user":{"spaceinstances":"3"}}')
  gateway.recorder.respond((request) => {
    const body = `{"apiVersion":"v1","kind":"SpaceInstance","metadata":{"name":"app","namespace":"loft-p-web"},"status":{"x":${kept}}}`
    request.write(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
  })
  const read = await gateway.ask(`GET ${spaces}/app`, [], keyOf('root'))
  expect(read.body).toContain(`"x":${kept},"canUse":true,"canUpdate":true`)
  expect(valuesOf(read, 'content-length')).toEqual([String(read.body.length)])
})

test('a space is reserved before it is made, for whoever makes it', async () => {
  const answer = await write('POST', spaces, space(), 'alice')
  expect(answer.status).toBe(201)
  expect(await answer.json()).toMatchObject({
    metadata: { finalizers: ['aerie.dev/cleanup'] },
    spec: { owner: { user: 'alice' } },
    status: { canUse: true, canUpdate: true },
  })
  expect(done).toEqual([
    'reserve create spaceinstances/x for alice',
    'POST namespaces/loft-p-web/spaceinstances',
  ])
})

test('YAML is one, too, and goes on as JSON', async () => {
  const yaml = 'metadata:\n  generateName: x-\nspec:\n  templateRef: {name: small}\n'
  expect((await write('POST', spaces, yaml, 'alice', 'application/yaml')).status).toBe(201)
  const [request] = gateway.recorder.requests
  expect(request === undefined ? [] : valuesOf(request, 'content-type')).toEqual(['application/json'])
  expect(done[0]).toMatch(/^reserve create spaceinstances\/x-\w{5} for alice$/)
})

test('what is refused is given back; what nobody knows of is not', async () => {
  refusal = 409
  expect((await write('POST', spaces, space(), 'alice')).status).toBe(409)
  expect(done.at(-1)).toBe('release spaceinstances/x')
  done = []
  refusal = 500
  expect((await write('POST', spaces, space(), 'alice')).status).toBe(500)
  expect(done.at(-1)).toBe('POST namespaces/loft-p-web/spaceinstances')
})

test('what exceeds a quota, or breaks a rule, never reaches the upstream', async () => {
  full = true
  const over = await write('POST', spaces, space(), 'alice')
  expect(over.status).toBe(422)
  expect(await over.json()).toMatchObject({ details: { causes: [{ field: 'metadata.name' }] } })
  full = false
  for (const [spec, code] of [
    [{ owner: { user: 'bob' } }, 403],
    [{ templateRef: { name: 'big' } }, 422],
    [{ templateRef: {} }, 403],
  ] as const)
    expect((await write('POST', spaces, space(spec), 'alice')).status).toBe(code)
  expect((await write('POST', spaces, '{"kind":', 'alice')).status).toBe(400)
  expect((await write('POST', spaces, '[]', 'alice')).status).toBe(400)
  // What is asked for here is asked of the cluster itself, as Aerie.
  expect(done.filter((line) => !line.startsWith('GET spacetemplates/'))).toEqual([])
})

test('a body of another shape than its kind’s is for the upstream to refuse', async () => {
  gateway.recorder.respond((request) => {
    done.push(`${request.method} ${shortened(request.target)}`)
    request.write(jsonAnswer(422, { kind: 'Status', status: 'Failure', code: 422, message: 'canned' }))
  })
  const answer = await write('POST', spaces, space({ displayName: 5 }), 'alice')
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({ message: 'canned' })
  expect(done).toEqual(['POST namespaces/loft-p-web/spaceinstances?dryRun=All'])
})

test.each(['application/vnd.kubernetes.protobuf', 'application/cbor', 'text/plain'])(
  'what comes as %s is not passed on unread',
  async (type) => {
    expect((await write('POST', spaces, 'x', 'root', type)).status).toBe(415)
    expect((await write('PATCH', `${spaces}/app`, 'x', 'root', type)).status).toBe(415)
    expect(done).toEqual([])
  },
)

test('a creation that is only tried reserves nothing and says what would be', async () => {
  const answer = await write('POST', `${spaces}?dryRun=All`, space(), 'alice')
  expect(answer.status).toBe(201)
  const { metadata } = (await answer.json()) as { metadata: { annotations: Record<string, string> } }
  expect(JSON.parse(metadata.annotations['aerie.dev/quota-after'] ?? '')).toEqual(numbers)
  expect(done).toEqual([
    'preview create spaceinstances/x for alice',
    'POST namespaces/loft-p-web/spaceinstances?dryRun=All',
  ])
})

test.each(['', '?dryRun=', '?dryRun=Some', '?dryRun=All&dryRun=None'])(
  'whatever is not plainly tried is reserved: %s',
  async (query) => {
    await write('POST', spaces + query, space(), 'alice')
    expect(done[0]).toBe('reserve create spaceinstances/x for alice')
  },
)

test('an apply that makes is followed by another, of the owner', async () => {
  const answer = await write(
    'PATCH',
    `${spaces}/x?fieldManager=me`,
    space(),
    'alice',
    'application/apply-patch+yaml',
  )
  expect(answer.status).toBe(201)
  expect(done).toEqual([
    'GET namespaces/loft-p-web/spaceinstances/x',
    'PATCH namespaces/loft-p-web/spaceinstances/x?fieldManager=me&dryRun=All',
    'reserve create spaceinstances/x for alice',
    'PATCH namespaces/loft-p-web/spaceinstances/x?fieldManager=me',
    'PATCH namespaces/loft-p-web/spaceinstances/x?fieldManager=aerie&force=true',
  ])
  expect(JSON.parse(bodiesSent()[2] ?? '')).toEqual(space())
  const { metadata, spec } = JSON.parse(bodiesSent()[3] ?? '') as ReturnType<typeof space>
  expect({ metadata, spec }).toEqual({
    metadata: { name: 'x', namespace: 'loft-p-web', finalizers: ['aerie.dev/cleanup'] },
    spec: { owner: { user: 'alice' } },
  })
  const asWhom = gateway.recorder.requests.map((request) => valuesOf(request, 'impersonate-user').join())
  expect(asWhom).toEqual(['', 'loft:user:alice', 'loft:user:alice', ''])
})

const owned = (spec: object = {}) => ({
  ...space({ owner: { user: 'alice' }, ...spec }),
  metadata: { name: 'x', namespace: 'loft-p-web', resourceVersion: '7' },
})

test('a change is tried first and goes straight on when nothing that counts is another', async () => {
  stored = owned()
  await gateway.change(() => gateway.cluster.instance('SpaceInstance', 'web', 'x', owned().spec))
  const answer = await write(
    'PATCH',
    `${spaces}/x`,
    { spec: { ...owned().spec, displayName: 'X' } },
    'alice',
    'application/merge-patch+json',
  )
  expect(answer.status).toBe(200)
  expect(done).toEqual([
    'GET namespaces/loft-p-web/spaceinstances/x',
    'PATCH namespaces/loft-p-web/spaceinstances/x?dryRun=All',
    'PATCH namespaces/loft-p-web/spaceinstances/x',
  ])
})

test('a change of what counts is reserved between the two', async () => {
  stored = owned()
  const answer = await write('PUT', `${spaces}/x`, owned({ owner: { user: 'bob' } }), 'bob')
  expect(answer.status).toBe(200)
  expect(done[2]).toBe('reserve update spaceinstances/x for bob')
  done = []
  stored = owned()
  expect((await write('PUT', `${spaces}/x`, owned({ owner: { user: 'bob' } }), 'alice')).status).toBe(403)
  expect(done).toEqual([
    'GET namespaces/loft-p-web/spaceinstances/x',
    'PUT namespaces/loft-p-web/spaceinstances/x?dryRun=All',
  ])
})

test('a JSON patch is for the object that it was tried on, and is tried anew on another', async () => {
  stored = owned()
  moved = 2
  const patch = [{ op: 'copy', from: '/metadata/name', path: '/spec/displayName' }]
  const answer = await write('PATCH', `${spaces}/x`, patch, 'alice', 'application/json-patch+json')
  expect(answer.status).toBe(200)
  const sent = bodiesSent().filter((body) => body !== '')
  expect(sent.map((body) => (JSON.parse(body) as { value?: string }[])[0]?.value)).toEqual([
    '7',
    'moved-1',
    'moved-0',
    'moved-0',
  ])
})

test('a project has its namespace and its ledger before it is told to be there', async () => {
  const project = {
    apiVersion: 'management.loft.sh/v1',
    kind: 'Project',
    metadata: { name: 'new' },
    spec: {},
  }
  const answer = await write('POST', `${root}/projects`, project, 'root')
  expect(answer.status).toBe(201)
  expect(await answer.json()).toMatchObject({
    metadata: { finalizers: ['aerie.dev/cleanup'] },
    spec: { owner: { user: 'root' } },
  })
  expect(done.slice(0, 2)).toEqual(['POST projects', 'GET projects/new'])
  expect(done.slice(2).toSorted()).toEqual([
    'PATCH /management/api/v1/namespaces/loft-p-new?fieldManager=aerie&force=true',
    'ledger of new',
  ])
})

test('every event of a watch says what its reader may do', async () => {
  const rows = [{ cells: ['x'], object: owned() }]
  const table = { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: {}, columnDefinitions: [], rows }
  for (const [accept, object, query] of [
    ['application/json', owned(), ''],
    [tableAccept, table, '&includeObject=Object'],
  ] as const) {
    gateway.recorder.respond((request) => {
      request.write(chunkedHead)
      request.write(chunkOf(JSON.stringify({ type: 'ADDED', object })))
      request.write('0\r\n\r\n')
    })
    for (const person of ['alice', 'root'] as const) {
      const answer = await gateway.ask(`GET ${spaces}?watch=1${query}`, [`Accept: ${accept}`], keyOf(person))
      expect(answer.body).toContain('"canUse":true')
    }
  }
})

test('nothing is written by a handshake', async () => {
  const upgrade = ['Connection: Upgrade', 'Upgrade: SPDY/3.1', 'Content-Length: 0']
  const client = await openRaw(gateway.port)
  client.write(gateway.head(`POST ${spaces}`, upgrade, keyOf('root')))
  expect((await client.head()).status).toBe(405)
  client.socket.destroy()
  expect(done).toEqual([])
})
