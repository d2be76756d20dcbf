import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keyOf, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange, valuesOf } from '#e2e/support/raw.ts'

/** Rule 11: a browser gets a cookie that only its own console reads, and never a key. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

interface Listener {
  port: number
  host: string
  origin: string
  tls?: { ca: string }
}

const http = (): Listener => ({ port: gateway.port, host: gateway.host, origin: gateway.origin })
const https = (): Listener => ({
  port: gateway.httpsPort,
  host: `localhost:${gateway.httpsPort}`,
  origin: `https://localhost:${gateway.httpsPort}`,
  tls: { ca: gateway.ca },
})

function send({ port, host, tls }: Listener, line: string, headers: readonly string[], body = '') {
  const head = [`${line} HTTP/1.1`, `Host: ${host}`, `Content-Length: ${body.length}`, ...headers]
  return exchange(port, `${head.join('\r\n')}\r\n\r\n${body}`, tls)
}

async function signIn(listener: Listener, path = '/auth/session') {
  const headers = ['Content-Type: application/json', `Origin: ${listener.origin}`]
  return send(listener, `POST ${path}`, headers, '{"username":"alice","password":"ecila"}')
}

const lists = [
  ['http', http, () => `aerie-${gateway.port}`],
  ['https', https, () => `__Host-aerie-${gateway.httpsPort}`],
] as const

test.each(lists)(
  'over %s a sign-in gives a cookie of this port and no key',
  async (scheme, listener, name) => {
    const answer = await signIn(listener())
    expect(answer.status).toBe(201)
    const [cookie = '', ...others] = valuesOf(answer, 'set-cookie')
    expect(others).toEqual([])
    const [pair = '', ...attributes] = cookie.split('; ')
    expect(pair).toMatch(new RegExp(`^${name()}=aerie_[\\w-]+$`))
    expect(attributes.toSorted()).toEqual(
      [
        'HttpOnly',
        'Max-Age=86400',
        'Path=/',
        'SameSite=Lax',
        ...(scheme === 'https' ? ['Secure'] : []),
      ].toSorted(),
    )
    const key = pair.slice(pair.indexOf('=') + 1)
    expect(answer.body).not.toContain(key)
    expect(answer.body).not.toContain('aerie_')
    expect(JSON.parse(answer.body)).toEqual({ user: 'alice', username: 'alice' })
    expect(valuesOf(answer, 'cache-control')).toEqual(['no-store'])
  },
)

test.each(lists)(
  'over %s the cookie signs in, and after a sign-out neither it nor its key does',
  async (_, of) => {
    const listener = of()
    const [cookie = ''] = valuesOf(await signIn(listener), 'set-cookie')
    const pair = cookie.split(';')[0] ?? ''
    const reading = () => send(listener, `GET ${teams}`, [`Cookie: theme=dark; ${pair}`])
    expect((await reading()).status).toBe(200)
    expect(gateway.recorder.requests[0]?.head.toLowerCase()).not.toContain('cookie')
    const out = await send(listener, 'POST /auth/logout', [`Cookie: ${pair}`, `Origin: ${listener.origin}`])
    expect(out.status).toBe(204)
    expect(valuesOf(out, 'set-cookie')[0]).toMatch(
      new RegExp(`^${pair.split('=')[0]}=; Path=/; Max-Age=0; HttpOnly`),
    )
    expect((await reading()).status).toBe(401)
    const key = pair.slice(pair.indexOf('=') + 1)
    expect((await send(listener, `GET ${teams}`, [`Authorization: Bearer ${key}`])).status).toBe(401)
    expect(gateway.recorder.lines()).toHaveLength(1)
  },
)

test.each(lists)('over %s a browser is told whether it is signed in, without a refusal', async (_, of) => {
  const listener = of()
  const signedIn = async (...headers: string[]) => {
    const { status, body } = await send(listener, 'GET /auth/methods', headers)
    expect(status).toBe(200)
    return JSON.parse(body).signedIn
  }
  const [cookie = ''] = valuesOf(await signIn(listener), 'set-cookie')
  const pair = cookie.split(';')[0] ?? ''
  expect(await signedIn()).toBe(false)
  expect(await signedIn(`Cookie: ${pair}`)).toBe(true)
  expect(await signedIn(`Cookie: ${pair}x`)).toBe(false)
  expect(await signedIn(`Cookie: ${pair}; ${pair}`)).toBe(false)
})

test('a sign-out by nobody clears the cookie all the same', async () => {
  const out = await send(http(), 'POST /auth/logout', [`Origin: ${gateway.origin}`])
  expect(out.status).toBe(204)
  expect(valuesOf(out, 'set-cookie')).toHaveLength(1)
})

test('the cookie of one listener is none at the other', async () => {
  const [cookie = ''] = valuesOf(await signIn(http()), 'set-cookie')
  const key = (cookie.split(';')[0] ?? '').split('=')[1] ?? ''
  for (const name of [
    `aerie-${gateway.port}`,
    `aerie-${gateway.httpsPort}`,
    `__Host-aerie-${gateway.port}`,
  ]) {
    expect((await send(https(), `GET ${teams}`, [`Cookie: ${name}=${key}`])).status).toBe(401)
  }
})

test('a session cookie from before the sign-in is not taken over', async () => {
  const fixed = `aerie-${gateway.port}=aerie_chosen-by-somebody-else`
  const headers = ['Content-Type: application/json', `Origin: ${gateway.origin}`, `Cookie: ${fixed}`]
  const answer = await send(http(), 'POST /auth/session', headers, '{"username":"alice","password":"ecila"}')
  expect(valuesOf(answer, 'set-cookie')[0]).not.toContain('chosen-by-somebody-else')
})

test('a command line gets its key in the body and no cookie', async () => {
  const answer = await signIn(http(), '/auth/password/login')
  expect(answer.status).toBe(201)
  expect(valuesOf(answer, 'set-cookie')).toEqual([])
  const { accessKey } = JSON.parse(answer.body) as { accessKey: string }
  expect((await gateway.ask(`GET ${teams}`, [], accessKey)).status).toBe(200)
})

test.each([
  ['a wrong password', '{"username":"alice","password":"x"}', 401],
  ['an unknown name', '{"username":"nobody","password":"x"}', 401],
  ['no password', '{"username":"alice"}', 400],
  ['a password that is none', '{"username":"alice","password":{"$ne":""}}', 400],
  ['an empty name', '{"username":"","password":"x"}', 400],
  ['a password beyond measure', `{"username":"alice","password":"${'x'.repeat(2000)}"}`, 400],
  ['no JSON', '{', 400],
  ['a list', '[]', 400],
])('%s opens nothing', async (_, body, code) => {
  const headers = ['Content-Type: application/json', `Origin: ${gateway.origin}`]
  const answer = await send(http(), 'POST /auth/session', headers, body)
  expect(answer.status).toBe(code)
  expect(JSON.parse(answer.body)).toMatchObject({ kind: 'Status', status: 'Failure' })
  expect(valuesOf(answer, 'set-cookie')).toEqual([])
})

test('a wrong password and an unknown name are told in the same words', async () => {
  const headers = ['Content-Type: application/json', `Origin: ${gateway.origin}`]
  const of = (name: string) =>
    send(http(), 'POST /auth/session', headers, JSON.stringify({ username: name, password: 'x' }))
  expect((await of('alice')).body).toBe((await of('nobody')).body)
})

test('a form of another page cannot sign in', async () => {
  const body = '{"username":"alice","password":"ecila"}'
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await send(http(), 'POST /auth/session', [`Content-Type: ${type}`], body)
    expect([400, 415]).toContain(answer.status)
    expect(valuesOf(answer, 'set-cookie')).toEqual([])
  }
})

test('a kubeconfig holds a key of its own, which the audit log knows before', async () => {
  const answer = await send(http(), 'POST /auth/kubeconfig', [`Authorization: Bearer ${keyOf('alice')}`])
  expect(answer.status).toBe(201)
  const { kubeConfig } = JSON.parse(answer.body) as { kubeConfig: string }
  expect(kubeConfig).not.toContain(keyOf('alice'))
  const token = /token: (\S+)/.exec(kubeConfig)?.[1] ?? ''
  expect((await gateway.ask(`GET ${teams}`, [], token)).status).toBe(200)
})

test.each([
  ['nothing', '', 201, '/kubernetes/management'],
  ['an empty object', '{}', 201, '/kubernetes/management'],
  ['a cluster', '{"cluster":"east"}', 201, '/kubernetes/cluster/east'],
  ['a cluster that is not connected', '{"cluster":"west"}', 404, undefined],
  ['a cluster that is a path', '{"cluster":"east/../../management"}', 404, undefined],
  ['a cluster without a name', '{"cluster":""}', 400, undefined],
  ['a cluster that is no text', '{"cluster":{"name":"east"}}', 400, undefined],
  ['a list', '[]', 400, undefined],
])('a kubeconfig for %s', async (_, body, code, prefix) => {
  const headers = [
    `Authorization: Bearer ${keyOf('alice')}`,
    ...(body === '' ? [] : ['Content-Type: application/json']),
  ]
  const answer = await send(http(), 'POST /auth/kubeconfig', headers, body)
  expect(answer.status).toBe(code)
  const { kubeConfig } = JSON.parse(answer.body) as { kubeConfig?: string }
  expect(kubeConfig?.match(/server: (\S+)/)?.[1]).toBe(
    prefix === undefined ? undefined : `https://localhost:${gateway.httpsPort}${prefix}`,
  )
})
