import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { mostPreferences } from '#api/preferences.ts'
import { keyOf, startGateway, type people, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange } from '#e2e/support/raw.ts'
import { jsonAnswer, type Recorded } from '#e2e/support/recorder.ts'

/** One's own preferences: whose they are, what is kept of them, and how much. */

let gateway: TestGateway
/** The ConfigMaps of the management cluster, by their paths. */
const stored = new Map<string, { metadata: { name: string; resourceVersion: string }; data: object }>()

beforeAll(async () => {
  gateway = await startGateway()
})
beforeEach(() => {
  stored.clear()
  gateway.recorder.respond((request) => request.write(answerTo(request)))
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

const configMaps = '/management/api/v1/namespaces/aerie-system/configmaps'
let version = 1

/** As an API server keeps ConfigMaps. */
function answerTo(request: Recorded): string {
  const { method, target } = request
  const sent = method === 'GET' ? {} : JSON.parse(request.body().toString())
  const path = method === 'POST' ? `${configMaps}/${sent.metadata.name}` : target
  const before = stored.get(path)
  version += 1
  if (method === 'GET' || before !== undefined) {
    if (before === undefined) return status(404, 'NotFound')
    if (method === 'POST') return status(409, 'AlreadyExists')
    if (method === 'GET') return jsonAnswer(200, before)
    if (sent.metadata.resourceVersion !== before.metadata.resourceVersion) return status(409, 'Conflict')
  }
  const metadata = { ...before?.metadata, ...sent.metadata, resourceVersion: String(version) }
  stored.set(path, { metadata, data: sent.data })
  return jsonAnswer(200, stored.get(path))
}

function status(code: number, reason: string): string {
  return jsonAnswer(code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason })
}

type Person = (typeof people)[number]

async function read(person: Person): Promise<unknown> {
  const answer = await gateway.ask('GET /auth/preferences', [], keyOf(person))
  expect(answer.status, answer.body).toBe(200)
  return JSON.parse(answer.body)
}

function patch(person: Person, text: string, type = 'application/merge-patch+json') {
  const headers = [`Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(text)}`]
  return exchange(gateway.port, gateway.head('PATCH /auth/preferences', headers, keyOf(person)) + text)
}

async function change(person: Person, body: object) {
  const answer = await patch(person, JSON.stringify(body))
  return { code: answer.status, body: JSON.parse(answer.body) }
}

test('what one says is kept and is nobody else’s', async () => {
  expect(await read('alice')).toEqual({})
  expect(await change('alice', { theme: 'dark', shortcuts: false })).toMatchObject({ code: 200 })
  expect(await change('bob', { theme: 'light' })).toMatchObject({ code: 200 })
  expect(await read('alice')).toEqual({ theme: 'dark', shortcuts: false })
  expect(await read('bob')).toEqual({ theme: 'light' })
  const [path] = stored.keys()
  expect(path).toBe(`${configMaps}/preferences-uid-alice`)
  expect(stored.get(path ?? '')?.metadata).toMatchObject({
    namespace: 'aerie-system',
    ownerReferences: [{ kind: 'User', name: 'alice', uid: 'uid-alice' }],
  })
})

test('two windows that change different things do not undo each other', async () => {
  const view = { name: 'Mine', query: '?filter=mine' }
  await Promise.all([
    change('alice', { theme: 'dark' }),
    change('alice', { zone: 'utc' }),
    change('alice', { savedViews: { teams: [view] } }),
    change('alice', { savedViews: { users: [view] } }),
  ])
  expect(await read('alice')).toEqual({
    theme: 'dark',
    zone: 'utc',
    savedViews: { teams: [view], users: [view] },
  })
  await change('alice', { theme: null, savedViews: { teams: null } })
  expect(await read('alice')).toEqual({ zone: 'utc', savedViews: { users: [view] } })
})

test('what is not known is not kept', async () => {
  const { body } = await change('alice', { zone: 'utc', password: 'secret', recent: [], extra: { a: 1 } })
  expect(body).toEqual({ zone: 'utc', recent: [] })
  expect(JSON.stringify([...stored])).not.toContain('secret')
})

const place = { path: '/teams', title: 'Teams' }

test.each([
  ['a theme that there is not', { theme: 'pink' }, 'theme'],
  ['more favourites than fit', { favourites: Array.from({ length: 51 }, () => place) }, 'favourites'],
  ['an address elsewhere', { favourites: [{ path: '//evil.example', title: 'x' }] }, 'favourites.0.path'],
  ['a script', { favourites: [{ path: 'javascript:alert(1)', title: 'x' }] }, 'favourites.0.path'],
  ['a time that is none', { recent: [{ ...place, at: 'yesterday' }] }, 'recent.0.at'],
])('%s is 422 at its field, and nothing is written', async (_, body, field) => {
  const answer = await change('alice', body)
  expect(answer.code).toBe(422)
  expect(answer.body.details.causes[0].field).toBe(field)
  expect(stored.size).toBe(0)
})

test('their size is bounded, whatever they are made of', async () => {
  const views = Array.from({ length: 20 }, (_, at) => ({ name: `v${at}`, query: 'q'.repeat(900) }))
  const tables = Object.fromEntries(Array.from({ length: 3 }, (_, at) => [`t${at}`, views]))
  expect((await change('alice', { savedViews: tables })).code).toBe(200)
  expect((await change('alice', { savedViews: { t4: views } })).code).toBe(422)
  expect((await patch('alice', JSON.stringify({ x: 'x'.repeat(mostPreferences) }))).status).toBe(413)
})

test.each([
  ['a text', '"x"', 400],
  ['a list', '[]', 400],
  ['no JSON', '{', 400],
])('%s is no patch', async (_, text, code) => {
  expect((await patch('alice', text)).status).toBe(code)
})

test('a patch of another sort is 415', async () => {
  expect((await patch('alice', '[]', 'application/json-patch+json')).status).toBe(415)
})

test('a page of another origin changes nothing with somebody’s cookie', async () => {
  const text = '{"theme":"dark"}'
  const cookie = `Cookie: aerie-${gateway.port}=${keyOf('alice')}`
  const send = (origin: string) =>
    exchange(
      gateway.port,
      gateway.head('PATCH /auth/preferences', [
        'Content-Type: application/merge-patch+json',
        `Content-Length: ${text.length}`,
        `Origin: ${origin}`,
        cookie,
      ]) + text,
    )
  expect((await send('https://evil.example')).status).toBe(403)
  expect(stored.size).toBe(0)
  expect((await send(gateway.origin)).status).toBe(200)
})

test('a key with a scope reaches none', async () => {
  gateway.cluster.key('aerie_scoped', { user: 'alice', scope: { projects: [{ project: '*' }] } })
  await gateway.change(() => gateway.cluster.key('aerie_next', { user: 'alice' }))
  expect((await gateway.ask('GET /auth/preferences', [], 'aerie_scoped')).status).toBe(403)
})
