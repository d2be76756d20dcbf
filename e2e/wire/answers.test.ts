import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keyOf, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { openRaw, type RawResponse, valuesOf } from '#e2e/support/raw.ts'
import { jsonAnswer } from '#e2e/support/recorder.ts'

/** Rule 5: no CORS, no redirect followed, response headers by allow-list, documents sandboxed. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

const allowed = new Set([
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'date',
  'etag',
  'keep-alive',
  'last-modified',
  'referrer-policy',
  'retry-after',
  'transfer-encoding',
  'vary',
  'warning',
  'x-content-type-options',
  'x-frame-options',
  'x-kubernetes-pf-flowschema-uid',
  'x-kubernetes-pf-prioritylevel-uid',
])

function expectSafe(answer: RawResponse): void {
  expect(answer.headers.map(([name]) => name).filter((name) => !allowed.has(name))).toEqual([])
  expect(valuesOf(answer, 'content-security-policy')).toEqual(["sandbox; default-src 'none'"])
  expect(valuesOf(answer, 'x-content-type-options')).toEqual(['nosniff'])
  expect(valuesOf(answer, 'x-frame-options')).toEqual(['DENY'])
  expect(valuesOf(answer, 'cross-origin-resource-policy')).toEqual(['same-origin'])
}

const dangerous = [
  'Set-Cookie: aerie-1=stolen',
  'Link: <https://evil.example.org>; rel=preload',
  'Refresh: 0;url=https://evil.example.org',
  'Access-Control-Allow-Origin: *',
  'Access-Control-Allow-Credentials: true',
  'Server: evil/1.0',
  'Location: https://evil.example.org',
  'Content-Security-Policy: default-src *',
  'Strict-Transport-Security: max-age=0',
  'Clear-Site-Data: "*"',
  'Service-Worker-Allowed: /',
  'WWW-Authenticate: Basic realm="give me your password"',
  'Alt-Svc: h2="evil.example.org:443"',
  'X-Frame-Options: ALLOWALL',
  'X-Content-Type-Options: sniff',
  'Trailer: Set-Cookie',
  'Upgrade: h2c',
  'Proxy-Authenticate: Basic',
  'SourceMap: /evil.map',
  'Report-To: {}',
  'Content-Disposition: attachment; filename=evil.exe',
]

const passed = [
  'Warning: 299 - "old"',
  'ETag: "1"',
  'Retry-After: 3',
  'Last-Modified: Mon, 23 Nov 2026 00:00:00 GMT',
]

test.each([
  ['passed on', 'root', teams, 200],
  ['reduced', 'alice', teams, 200],
  ['of a failure', 'root', `${teams}/red`, 404],
  ['of one object', 'alice', `${teams}/red`, 200],
] as const)(
  'of the headers of an answer %s only the allowed ones come back',
  async (_, person, path, status) => {
    const body = { kind: 'TeamList', apiVersion: 'management.loft.sh/v1', metadata: {}, items: [] }
    gateway.recorder.respond((request) => request.write(jsonAnswer(status, body, [...dangerous, ...passed])))
    const answer = await gateway.ask(`GET ${path}`, ['Origin: https://evil.example.org'], keyOf(person))
    expect(answer.status).toBe(status)
    expectSafe(answer)
    expect(valuesOf(answer, 'retry-after')).toEqual(['3'])
    expect(valuesOf(answer, 'warning')).toEqual(['299 - "old"'])
  },
)

test('a watch brings no other headers', async () => {
  gateway.recorder.respond((request) =>
    request.end(
      [
        'HTTP/1.1 200 OK',
        'Content-Type: application/json',
        ...dangerous,
        '',
        '{"type":"BOOKMARK","object":{}}\n',
      ].join('\r\n'),
    ),
  )
  const answer = await gateway.ask(`GET ${teams}?watch=1`, [], keyOf('root'))
  expect(answer.status).toBe(200)
  expectSafe(answer)
})

test("a page of an upstream's is no page of ours", async () => {
  const page = '<script>alert(1)</script>'
  gateway.recorder.respond((request) =>
    request.write(
      `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\n\r\n${page}`,
    ),
  )
  const answer = await gateway.ask(`GET ${teams}/red`, ['Sec-Fetch-Dest: document'], keyOf('root'))
  expectSafe(answer)
})

test.each(['https://evil.example.org', 'null', 'http://localhost:1', 'ours'])(
  'no answer to Origin %s has a header of CORS',
  async (named) => {
    const origin = `Origin: ${named === 'ours' ? gateway.origin : named}`
    const preflight = [
      'Access-Control-Request-Method: DELETE',
      'Access-Control-Request-Headers: authorization',
    ]
    for (const [line, key] of [
      ['GET /healthz', undefined],
      ['GET /', undefined],
      ['GET /auth/methods', undefined],
      [`GET ${teams}`, undefined],
      [`GET ${teams}`, keyOf('alice')],
      [`OPTIONS ${teams}`, undefined],
      [`OPTIONS ${teams}`, keyOf('alice')],
      ['OPTIONS /auth/session', undefined],
      ['OPTIONS /', undefined],
    ] as const) {
      const answer = await gateway.ask(line, [origin, ...preflight], key)
      expect(answer.headers.filter(([name]) => name.startsWith('access-control-'))).toEqual([])
    }
  },
)

test.each([301, 302, 303, 307, 308, 300])(
  'a redirect with %i becomes 502 and is not followed',
  async (code) => {
    let trapped = 0
    const trap = createServer((socket) => {
      trapped += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
    const address = trap.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    gateway.recorder.respond((request) =>
      request.write(
        `HTTP/1.1 ${code} Go\r\nlocation: http://127.0.0.1:${port}/\r\ncontent-length: 0\r\n\r\n`,
      ),
    )
    const upgrade = [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]
    for (const [line, headers, person] of [
      [`GET ${teams}`, [], 'root'],
      [`GET ${teams}`, [], 'alice'],
      [`GET ${teams}?watch=1`, [], 'alice'],
      [`DELETE ${teams}/red`, [], 'root'],
      [`GET ${teams}?watch=1`, upgrade, 'root'],
      [`GET ${teams}/red/exec`, upgrade, 'root'],
    ] as const) {
      const answer = await gateway.ask(line, headers, keyOf(person))
      expect(answer.status).toBe(502)
      expect(answer.head + answer.body).not.toContain(String(port))
    }
    expect(trapped).toBe(0)
    expect(gateway.recorder.lines()).toHaveLength(6)
    await new Promise((resolve) => trap.close(resolve))
  },
)

test('304 is an answer, not a redirect', async () => {
  gateway.recorder.respond((request) => request.write('HTTP/1.1 304 Not Modified\r\netag: "1"\r\n\r\n'))
  expect((await gateway.ask(`GET ${teams}`, ['If-None-Match: "1"'], keyOf('root'))).status).toBe(304)
})

test('an upstream that does not know us says nothing about the caller', async () => {
  gateway.recorder.respond((request) => request.write(jsonAnswer(401, { secret: 'internal' })))
  for (const line of [`GET ${teams}`, `GET ${teams}?watch=1`, `DELETE ${teams}/red`]) {
    const answer = await gateway.ask(line, [], keyOf('root'))
    expect(answer.status).toBe(502)
    expect(answer.body).not.toContain('internal')
  }
})

test.each([
  ['bytes that are not HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['half a status line', 'HTTP/1.1 20'],
  ['nothing', ''],
  ['a head without an end', 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'],
  ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'],
  [
    'a length and chunks',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a head of 64 KiB', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(64 * 1024)}\r\ncontent-length: 0\r\n\r\n`],
  [
    '101 that nobody asked for',
    'HTTP/1.1 101 Switching\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\nxx',
  ],
])('%s instead of an answer is 503 and says nothing of it', async (_, bytes) => {
  gateway.recorder.respond((request) => request.end(bytes))
  for (const person of ['root', 'alice'] as const) {
    const answer = await gateway.ask(`GET ${teams}`, [], keyOf(person))
    expect(answer.status).toBe(503)
    expect(JSON.parse(answer.body)).toMatchObject({ kind: 'Status', code: 503 })
  }
  gateway.recorder.clear()
  expect((await gateway.ask(`GET ${teams}`, [], keyOf('root'))).status).toBe(200)
})

test.each([
  ['no JSON', 'nothing of the kind'],
  ['JSON that is no list', '{"kind":"Status","metadata":{}}'],
  ['a list that is none', '{"metadata":{},"items":{}}'],
  ['a text', '"text"'],
  ['deep nesting', '['.repeat(120) + ']'.repeat(120)],
])("a list that is %s is the cluster's fault, not the caller's", async (_, body) => {
  gateway.recorder.respond((request) =>
    request.write(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    ),
  )
  expect((await gateway.ask(`GET ${teams}`, [], keyOf('alice'))).status).toBe(502)
})

test('a second answer that nobody asked for reaches nobody', async () => {
  const answers = ['first', 'poison'].map((name) => jsonAnswer(200, { name })).join('')
  gateway.recorder.respond((request) => request.write(answers))
  expect((await gateway.ask(`GET ${teams}/red`, [], keyOf('alice'))).body).toBe('{"name":"first"}')
  gateway.recorder.respond((request) => request.write(jsonAnswer(200, { name: 'for bob' })))
  expect((await gateway.ask(`GET ${teams}/blue`, [], keyOf('bob'))).body).toBe('{"name":"for bob"}')
})

test.each(['HEAD', 'OPTIONS'])('%s of a resource is 405, as at an API server', async (method) => {
  for (const person of ['root', 'alice'] as const) {
    for (const path of [teams, `${teams}/red`, `${teams}?watch=1`]) {
      const client = await openRaw(gateway.port)
      client.write(gateway.head(`${method} ${path}`, [], keyOf(person)))
      expect((await client.head()).status).toBe(405)
      client.socket.destroy()
    }
  }
  expect(gateway.recorder.lines()).toEqual([])
})
