import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { keyOf, places, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { keyName } from '#server/identity/keys.ts'

/** Rule 7: no identity or a failed check means no upstream call. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => {
  gateway.recorder.clear()
  vi.useRealTimers()
})
afterAll(() => gateway.close())

describe.each(places)('on $place', ({ teams }) => {
  test('a known key reaches the upstream, so that the refusals below mean something', async () => {
    const answer = await gateway.ask(`GET ${teams}`, [], keyOf('alice'))
    expect(answer.status).toBe(200)
    expect(gateway.recorder.lines()).toHaveLength(1)
  })

  test.each([
    ['no credential', []],
    ['an empty bearer', ['Authorization: Bearer ']],
    ['the word alone', ['Authorization: Bearer']],
    ['Basic', [`Authorization: Basic ${Buffer.from(`x:${keyOf('root')}`).toString('base64')}`]],
    ['a bearer of the text null', ['Authorization: Bearer null']],
    ['a bearer of the text undefined', ['Authorization: Bearer undefined']],
    ['an unknown key', ['Authorization: Bearer aerie_unknown']],
    ['a key with a word behind it', [`Authorization: Bearer ${keyOf('root')} x`]],
    ['a key without its scheme', [`Authorization: ${keyOf('root')}`]],
    ['two words before the key', [`Authorization: Bearer Bearer ${keyOf('root')}`]],
    ['the name under which a key is stored', [`Authorization: Bearer ${keyName(keyOf('root'))}`]],
    ['a bearer of 12 KiB', [`Authorization: Bearer ${'a'.repeat(12 * 1024)}`]],
    ['an empty cookie', ['Cookie: aerie-PORT=']],
    ['a cookie of an unknown key', ['Cookie: aerie-PORT=aerie_unknown']],
    ["another console's cookie", [`Cookie: aerie-1=${keyOf('root')}`]],
    ['the cookie of TLS over http', [`Cookie: __Host-aerie-PORT=${keyOf('root')}`]],
    ['a health check', ['User-Agent: kube-probe/1.30']],
    [
      'a forged forwarding',
      ['X-Forwarded-Uri: /healthz', 'X-Original-URL: /healthz', 'X-Forwarded-User: root'],
    ],
    [
      'a bad bearer beside a good cookie',
      ['Authorization: Bearer null', `Cookie: aerie-PORT=${keyOf('root')}`],
    ],
  ])('%s is 401 and nothing goes upstream', async (_, headers) => {
    const sent = headers.map((header) => header.replaceAll('PORT', String(gateway.port)))
    const answer = await gateway.ask(`GET ${teams}`, sent)
    expect(answer.status).toBe(401)
    expect(JSON.parse(answer.body)).toMatchObject({ kind: 'Status', reason: 'Unauthorized', code: 401 })
    expect(gateway.recorder.lines()).toEqual([])
  })
})

test('a word about who one is, in the query of an open route, opens nothing', async () => {
  expect((await gateway.ask('GET /kubernetes/management/apis?x=/healthz')).status).toBe(401)
})

test.each([
  ['expired', { expires: new Date(Date.now() - 1).toISOString() }],
  ['of no readable expiry', { expires: 'soon' }],
  ['that is disabled', { disabled: true }],
  ['that idles since nobody knows when', { ttl: 3600, ttlAfterLastActivity: true }],
  ['of a user who is not there', { user: 'nobody' }],
  ['of an older user of the same name', { uid: 'uid-of-the-first-alice' }],
])('a key %s is 401', async (why, about) => {
  const key = `aerie_${why.replaceAll(' ', '-')}`
  await gateway.change(() => gateway.cluster.key(key, { user: 'alice', ...about }))
  expect((await gateway.ask(`GET ${teams}`, [], key)).status).toBe(401)
  expect(gateway.recorder.lines()).toEqual([])
})

test('a disabled user is 401 at once, and back when enabled', async () => {
  await gateway.change(() => gateway.cluster.user('bob', { disabled: true }))
  expect((await gateway.ask(`GET ${teams}`, [], keyOf('bob'))).status).toBe(401)
  await gateway.change(() => gateway.cluster.user('bob'))
  expect((await gateway.ask(`GET ${teams}`, [], keyOf('bob'))).status).toBe(200)
  expect(gateway.recorder.lines()).toHaveLength(1)
})

test('a user made anew under the old name has none of the old keys', async () => {
  await gateway.change(() => gateway.cluster.remove('users', 'bob'))
  expect((await gateway.ask(`GET ${teams}`, [], keyOf('bob'))).status).toBe(401)
  await gateway.change(() => gateway.cluster.user('bob', {}, 'uid-of-the-second-bob'))
  expect((await gateway.ask(`GET ${teams}`, [], keyOf('bob'))).status).toBe(401)
  expect(gateway.recorder.lines()).toEqual([])
})

test('a directory that has been down for more than 5 s is 503, before that it is believed', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const down = vi.waitUntil(() => gateway.directory.downFor() > 0)
  gateway.cluster.takeDown()
  vi.setSystemTime(Date.now() + 1)
  await down
  vi.setSystemTime(Date.now() + 3_000)
  expect((await gateway.ask(`GET ${teams}`, [], keyOf('alice'))).status).toBe(200)
  gateway.recorder.clear()
  vi.setSystemTime(Date.now() + 3_000)
  const answer = await gateway.ask(`GET ${teams}`, [], keyOf('alice'))
  expect(answer.status).toBe(503)
  expect(answer.headers).toContainEqual(['retry-after', '1'])
  expect(gateway.recorder.lines()).toEqual([])
})
