import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keyOf, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { openRaw, within } from '#e2e/support/raw.ts'

/** Rule 8: what two parsers could read differently is refused, and the connection with it. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

const bearer = `Authorization: Bearer ${keyOf('root')}`

/** HOST and PATH are filled in; a line is a line of the request. */
const refused: [what: string, lines: string[]][] = [
  ['two Host', ['GET PATH HTTP/1.1', 'Host: HOST', 'Host: HOST', bearer]],
  ['two different Host', ['GET PATH HTTP/1.1', 'Host: HOST', 'host: evil.example.org', bearer]],
  ['no Host', ['GET PATH HTTP/1.1', bearer]],
  ['HTTP/1.0 without Host', ['GET PATH HTTP/1.0', bearer]],
  ['HTTP/0.9', ['GET PATH']],
  ['HTTP/2.0 in words', ['GET PATH HTTP/2.0', 'Host: HOST', bearer]],
  ['HTTP/1.2', ['GET PATH HTTP/1.2', 'Host: HOST', bearer]],
  [
    '1.0 with a transfer encoding',
    ['POST PATH HTTP/1.0', 'Host: HOST', bearer, 'Transfer-Encoding: chunked', '', '0', ''],
  ],
  ['two Authorization', ['GET PATH HTTP/1.1', 'Host: HOST', bearer, bearer]],
  [
    'two Authorization, one of them bad',
    ['GET PATH HTTP/1.1', 'Host: HOST', bearer, 'authorization: Basic x'],
  ],
  [
    'two Transfer-Encoding',
    [
      'POST PATH HTTP/1.1',
      'Host: HOST',
      bearer,
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: chunked',
      '',
      '0',
      '',
    ],
  ],
  [
    'identity, then chunked',
    [
      'POST PATH HTTP/1.1',
      'Host: HOST',
      bearer,
      'Transfer-Encoding: identity',
      'Transfer-Encoding: chunked',
      '',
      '0',
      '',
    ],
  ],
  [
    'Transfer-Encoding: identity',
    ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Transfer-Encoding: identity'],
  ],
  [
    'Transfer-Encoding: gzip, chunked',
    ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Transfer-Encoding: gzip, chunked', '', '0', ''],
  ],
  [
    'Transfer-Encoding: xchunked',
    ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Transfer-Encoding: xchunked', '', '0', ''],
  ],
  [
    'chunked, identity',
    ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Transfer-Encoding: chunked, identity', '', '0', ''],
  ],
  [
    'a length and chunks',
    [
      'POST PATH HTTP/1.1',
      'Host: HOST',
      bearer,
      'Content-Length: 5',
      'Transfer-Encoding: chunked',
      '',
      '0',
      '',
    ],
  ],
  [
    'two lengths',
    ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Content-Length: 5', 'Content-Length: 6', '', 'hello'],
  ],
  [
    'two equal lengths',
    ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Content-Length: 5', 'Content-Length: 5', '', 'hello'],
  ],
  ['a negative length', ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Content-Length: -1']],
  ['a length with a sign', ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Content-Length: +5', '', 'hello']],
  ['a length of letters', ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Content-Length: 0x5', '', 'hello']],
  [
    'a negative chunk',
    ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Transfer-Encoding: chunked', '', '-1', ''],
  ],
  [
    'a chunk extension with a line feed',
    [
      'POST PATH HTTP/1.1',
      'Host: HOST',
      bearer,
      'Transfer-Encoding: chunked',
      '',
      '5;a\nb',
      'hello',
      '0',
      '',
    ],
  ],
  [
    'a foreign expectation',
    ['POST PATH HTTP/1.1', 'Host: HOST', bearer, 'Expect: 200-maybe', 'Content-Length: 0'],
  ],
]

function bytesOf(lines: string[]): string {
  const text = lines.join('\r\n').replaceAll('HOST', gateway.host).replaceAll('PATH', teams)
  return `${text}\r\n\r\n`
}

const whole = (request: { head: string }) => request.head.split('\r\n')[0]

test.each(refused)('%s is refused and the connection closed', async (_, lines) => {
  const client = await openRaw(gateway.port)
  client.write(bytesOf(lines))
  const answer = await client.response()
  expect([400, 417]).toContain(answer.status)
  await within(client.closed, 'the end of the connection', 1_000)
  expect(gateway.recorder.requests.filter((request) => request.complete()).map(whole)).toEqual([])
})

test.each(refused)('%s takes whatever follows on the connection with it', async (_, lines) => {
  const client = await openRaw(gateway.port)
  client.write(bytesOf(lines) + gateway.head(`GET ${teams}?smuggled`, [], keyOf('root')))
  await within(client.closed, 'the end of the connection', 1_000)
  expect(gateway.recorder.lines().filter((line) => line.includes('smuggled'))).toEqual([])
  expect(
    client
      .received()
      .toString()
      .match(/^HTTP\/1\.1 /gm),
  ).toHaveLength(1)
})

test('a connection beside it is not touched', async () => {
  const good = await openRaw(gateway.port)
  good.write(gateway.head(`GET ${teams}`, [], keyOf('alice')))
  expect((await good.response()).status).toBe(200)
  for (const [, lines] of refused) {
    const bad = await openRaw(gateway.port)
    bad.write(bytesOf(lines))
    await bad.closed
  }
  good.write(gateway.head(`GET ${teams}`, [], keyOf('alice')))
  expect((await good.response()).status).toBe(200)
  expect(good.socket.destroyed).toBe(false)
  good.socket.destroy()
})

test('Upgrade without Connection is a plain request', async () => {
  const answer = await gateway.ask(`GET ${teams}`, ['Upgrade: websocket'], keyOf('root'))
  expect(answer.status).toBe(200)
  expect(gateway.recorder.requests[0]?.head.toLowerCase()).not.toContain('upgrade')
})

test('requests that follow each other in one packet are answered in their order', async () => {
  const client = await openRaw(gateway.port)
  const lines = ['red', 'blue', 'none'].map((name) =>
    gateway.head(`GET ${teams}/${name}`, [], keyOf('alice')),
  )
  client.write(lines.join(''))
  const codes = [
    (await client.response()).status,
    (await client.response()).status,
    (await client.response()).status,
  ]
  expect(codes).toEqual([200, 404, 404])
  client.socket.destroy()
})

test('a client that leaves takes all its requests with it, those in line too', async () => {
  gateway.recorder.respond(() => {})
  const client = await openRaw(gateway.port)
  const line = gateway.head(`GET ${teams}?watch=1`, [], keyOf('alice'))
  client.write(line + line + line)
  const upstream = [
    await gateway.recorder.next(),
    await gateway.recorder.next(),
    await gateway.recorder.next(),
  ]
  client.reset()
  await within(Promise.all(upstream.map(({ closed }) => closed)), 'the end of all three', 2_000)
  expect(gateway.context.streams.count()).toBe(0)
})
