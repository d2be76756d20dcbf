import { mkdir, mkdtemp, readdir, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { keyOf, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange, openRaw, type RawResponse, valuesOf } from '#e2e/support/raw.ts'

/** Rule 10: the content-security policy on every document, and no file from outside of the console's folder. */

/** Written out once more, so that a change of the policy is a change of this test. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const secret = 'this file lies outside of the console'

let base: string
let gateway: TestGateway
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'aerie-console-'))
  const dist = join(base, 'dist')
  await mkdir(join(dist, 'assets'), { recursive: true })
  await writeFile(join(base, 'secret.txt'), secret)
  await writeFile(join(dist, 'index.html'), '<!doctype html><title>Aerie</title>')
  await writeFile(join(dist, '.hidden'), secret)
  await writeFile(join(dist, 'assets', 'app-1234.js'), 'void 0')
  await writeFile(join(dist, 'assets', 'gone-1234.js'), 'void 0')
  await writeFile(join(dist, 'assets', 'big-1234.js'), 'x'.repeat(8 * 1024 * 1024))
  gateway = await startGateway({ consoleFolder: dist })
  await unlink(join(dist, 'assets', 'gone-1234.js'))
})
afterAll(async () => {
  await gateway.close()
  await rm(base, { recursive: true, force: true })
})

const one = (answer: RawResponse, name: string) => valuesOf(answer, name).join(' AND ')

test.each([
  '/',
  '/index.html',
  '/teams',
  '/teams/red?tab=members',
  '/no/such/page',
  '/healthz/x',
  '/index.html/x',
])('%s is a document with the whole policy', async (path) => {
  const answer = await gateway.ask(`GET ${path}`)
  expect(answer.status).toBe(200)
  expect(one(answer, 'content-type')).toMatch(/^text\/html/)
  expect(one(answer, 'content-security-policy')).toBe(policy)
  expect(one(answer, 'cross-origin-opener-policy')).toBe('same-origin')
  expect(one(answer, 'cross-origin-embedder-policy')).toBe('require-corp')
  expect(one(answer, 'cross-origin-resource-policy')).toBe('same-origin')
  expect(one(answer, 'x-content-type-options')).toBe('nosniff')
  expect(one(answer, 'x-frame-options')).toBe('DENY')
  expect(one(answer, 'referrer-policy')).toBe('no-referrer')
  expect(one(answer, 'permissions-policy')).toContain('camera=()')
  expect(one(answer, 'cache-control')).toBe('no-cache')
})

const browser = ['Accept: text/html,application/xhtml+xml,*/*;q=0.8']

test.each(['/projects/%zz', '/projects/a%2Fb/spaces', '/teams/%00', '/teams//red', '/teams/../red'])(
  'a browser that opens %s is told by a page, with the whole policy',
  async (path) => {
    const answer = await gateway.ask(`GET ${path}`, browser)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('<title>Aerie</title>')
    expect(one(answer, 'content-type')).toMatch(/^text\/html/)
    expect(one(answer, 'content-security-policy')).toBe(policy)
    expect(one(answer, 'x-frame-options')).toBe('DENY')
    expect(one(answer, 'cache-control')).toBe('no-cache')
  },
)

test.each([
  '/projects/%zz?access_key=x',
  '/kubernetes/management/%zz',
  '/%6bubernetes/..%2fx',
  '//host/x',
  '/auth/%2f',
])('even a browser is refused %s', async (path) => {
  const answer = await gateway.ask(`GET ${path}`, browser)
  expect(answer.status).toBe(400)
  expect(one(answer, 'content-type')).toBe('application/json')
  expect(one(answer, 'content-security-policy')).toBe("sandbox; default-src 'none'")
})

test('a file with a hash in its name may be kept for ever, and is no page', async () => {
  const answer = await gateway.ask('GET /assets/app-1234.js')
  expect(one(answer, 'cache-control')).toBe('public, max-age=31536000, immutable')
  expect(one(answer, 'content-type')).toMatch(/javascript/)
  expect(one(answer, 'content-security-policy')).toBe(policy)
  expect(one(answer, 'x-content-type-options')).toBe('nosniff')
})

test.each(['/assets/other-1234.js', '/assets/', '/assets/x/y', '/favicon.svg', '/app.js.map'])(
  '%s is missing, and that is said without a page',
  async (path) => {
    const answer = await gateway.ask(`GET ${path}`)
    expect(answer.status).toBe(404)
    expect(one(answer, 'content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(one(answer, 'cache-control')).toBe('no-store')
  },
)

test.each([
  ['our own endpoint', 'GET /healthz', 200],
  ['an endpoint of JSON', 'GET /auth/methods', 200],
  ['metrics', 'GET /metrics', 200],
  ['a 400', 'GET //x', 400],
  ['a 401', `GET ${teams}`, 401],
  ['a 404', 'GET /auth/none', 404],
  ['a 405', 'DELETE /healthz', 405],
  ["fastify's own refusal", 'POST /auth/session', 400],
])('%s can neither be framed nor sniffed', async (_, line, code) => {
  const answer = await gateway.ask(line, ['Content-Length: 0'])
  expect(answer.status).toBe(code)
  expect(one(answer, 'x-frame-options')).toBe('DENY')
  expect(one(answer, 'x-content-type-options')).toBe('nosniff')
  expect(one(answer, 'content-security-policy')).toBe("sandbox; default-src 'none'")
})

test.each(['', 'x y HTTP/1.1', 'GET / HTTP/1.1\r\nX : y'])(
  'what is not even HTTP can neither be framed nor sniffed: "%s"',
  async (bytes) => {
    const answer = await exchange(gateway.port, `${bytes}\r\n\r\nx\r\n\r\n`)
    expect(answer.status).toBe(400)
    expect(one(answer, 'x-frame-options')).toBe('DENY')
    expect(one(answer, 'x-content-type-options')).toBe('nosniff')
  },
)

const ups = [
  '..',
  '%2e%2e',
  '%2E%2e',
  '.%2e',
  '%252e%252e',
  '..%2f',
  '..%5c',
  '..\\',
  '..;',
  '%c0%ae%c0%ae',
  '....',
  '%u002e%u002e',
  '..%00',
  '.',
  '%2e',
  '',
]
const traversals = ups.flatMap((up) =>
  [1, 2, 3].flatMap((depth) => [
    `/${Array(depth).fill(up).join('/')}/secret.txt`,
    `/assets/${Array(depth).fill(up).join('/')}/secret.txt`,
    `/${Array(depth).fill(up).join('%2f')}%2fsecret.txt`,
    `/assets/${Array(depth).fill(up).join('%5c')}%5csecret.txt`,
  ]),
)
const others = () => [
  `/${base}/secret.txt`,
  base + '/secret.txt',
  `/assets/${encodeURIComponent(base)}/secret.txt`,
  `/file://${base}/secret.txt`,
  '/.hidden',
  '/%2ehidden',
  '/assets/../.hidden',
  '/.git/config',
  '/.env',
]

test('no spelling of a path leaves the folder', async () => {
  for (const path of [...traversals, ...others()]) {
    const { status, body } = await gateway.ask(`GET ${path}`)
    expect([200, 400, 404], path).toContain(status)
    expect(body, path).not.toContain(secret)
  }
})

test.each([
  'bytes=5-2',
  'bytes=-1',
  'bytes=99999999999-',
  'bytes=a-b',
  'bytes=0-1,3-4',
  'lines=1-2',
  'bytes=--5',
])('Range: %s is survived', async (range) => {
  await exchange(gateway.port, gateway.head('GET /', [`Range: ${range}`])).catch(() => undefined)
  expect((await gateway.ask('GET /')).status).toBe(200)
})

test('a file that has gone since the start ends its request, not the process', async () => {
  await expect(gateway.ask('GET /assets/gone-1234.js')).rejects.toThrow('closed')
  expect((await gateway.ask('GET /')).status).toBe(200)
})

test('a client that leaves in the middle of a file leaves no open file behind', async () => {
  const open = async () => (await readdir('/proc/self/fd')).length
  const before = await open()
  for (let round = 0; round < 30; round += 1) {
    const client = await openRaw(gateway.port)
    client.socket.pause()
    client.write(gateway.head('GET /assets/big-1234.js'))
    await gateway.ask('GET /healthz')
    client.reset()
  }
  await vi.waitFor(async () => expect(await open()).toBeLessThan(before + 15))
})

test('without a build, a page says how to make one', async () => {
  const empty = await startGateway()
  const answer = await empty.ask('GET /')
  expect(answer.status).toBe(404)
  expect(answer.body).toContain('npm run build')
  await empty.close()
})

test('reading a page asks no cluster, with or without a key', async () => {
  await gateway.ask('GET /teams', [], keyOf('root'))
  expect(gateway.recorder.lines()).toEqual([])
})
