import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { keyOf, places, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { openRaw, valuesOf, within } from '#e2e/support/raw.ts'
import { jsonAnswer } from '#e2e/support/recorder.ts'
import { agreement, handshake } from '#e2e/support/upgrades.ts'

/** Rule 6: nothing goes on before the upstream's 101, and a refused upgrade closes (CVE-2018-1002105). */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

describe.each(places)('on $place', ({ teams, arriving }) => {
  const exec = `${teams}/red/exec?command=id`

  function head(headers: readonly string[] = handshake, line = `GET ${exec}`): string {
    return gateway.head(line, headers, keyOf('root'))
  }

  const smuggled = () => gateway.head('GET /management/api/v1/secrets', [], 'anything')

  const refusals: [what: string, answer: string, code: number][] = [
    ['403 and the socket kept open', jsonAnswer(403, { kind: 'Status' }), 403],
    ['403 without a length', 'HTTP/1.1 403 Forbidden\r\n\r\n', 403],
    ['200', jsonAnswer(200, {}), 502],
    ['200 without an end', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', 502],
    ['401', jsonAnswer(401, {}), 502],
    ['302', 'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n', 502],
    ['500', jsonAnswer(500, {}), 500],
    ['a wrong accept', agreement().replace(/Accept: \S/, 'Accept: x'), 502],
    ['no accept', agreement().replace(/Sec-WebSocket-Accept.*\r\n/, ''), 502],
    ['101 to another protocol', agreement().replace('Upgrade: websocket', 'Upgrade: h2c'), 502],
    ['101 without Upgrade', 'HTTP/1.1 101 Switching\r\n\r\n', 502],
    ['a wrong accept and then garbage', `${agreement().replace(/Accept: \S/, 'Accept: x')}garbage`, 502],
  ]

  test.each(refusals)(
    'after %s no byte of the client goes on, and both sides close',
    async (_, answer, code) => {
      gateway.recorder.respond((request) => request.write(answer))
      const client = await openRaw(gateway.port)
      client.write(head())
      const upstream = await gateway.recorder.next()
      const response = await client.response()
      client.write(smuggled())
      await within(Promise.all([client.closed, upstream.closed]), 'the end of both sides', 1_000)
      expect(response.status).toBe(code)
      expect(upstream.after().toString()).toBe('')
      expect(gateway.recorder.connections()).toBeGreaterThan(0)
      expect(gateway.recorder.lines()).toHaveLength(1)
      expect(client.received().toString()).not.toContain('garbage')
    },
  )

  test('what an upstream says of its refusal is what the client reads', async () => {
    const said = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'container nope is not valid for pod red',
      reason: 'BadRequest',
      code: 400,
    }
    gateway.recorder.respond((request) => request.write(jsonAnswer(400, said)))
    const answer = await gateway.ask(`GET ${exec}`, handshake, keyOf('root'))
    expect(JSON.parse(answer.body)).toEqual(said)
  })

  test.each(refusals)('bytes sent before %s go nowhere either', async (_, answer) => {
    gateway.recorder.respond((request) => request.write(answer))
    const client = await openRaw(gateway.port)
    client.write(head() + smuggled())
    const upstream = await gateway.recorder.next()
    await within(Promise.all([client.closed, upstream.closed]), 'the end of both sides', 1_000)
    expect(upstream.after().toString()).toBe('')
    expect(gateway.recorder.lines()).toHaveLength(1)
  })

  test.each([
    ['nothing', ''],
    ['half a status line', 'HTTP/1.1 10'],
    ['garbage', 'SSH-2.0-OpenSSH\r\n'],
  ])('an upstream that says %s and hangs up is 503', async (_, answer) => {
    gateway.recorder.respond((request) => request.end(answer))
    const client = await openRaw(gateway.port)
    client.write(head() + smuggled())
    expect((await client.response()).status).toBe(503)
    await within(client.closed, 'the end', 1_000)
    expect(gateway.recorder.requests[0]?.after().toString()).toBe('')
  })

  test('a client that leaves while the upstream thinks takes the upstream with it', async () => {
    gateway.recorder.respond(() => {})
    const client = await openRaw(gateway.port)
    client.write(head())
    const upstream = await gateway.recorder.next()
    client.reset()
    await within(upstream.closed, 'the end of the upstream', 1_000)
    expect(gateway.context.streams.count()).toBe(0)
  })

  test('early bytes wait for the 101 and arrive once, then all flow both ways', async () => {
    gateway.recorder.respond(() => {})
    const client = await openRaw(gateway.port)
    client.write(`${head()}early `)
    const upstream = await gateway.recorder.next()
    client.write('later ')
    const answered = client.head()
    expect(upstream.after().toString()).toBe('')
    upstream.write(
      `${agreement(['Sec-WebSocket-Protocol: v5.channel.k8s.io', 'Set-Cookie: a=b', 'Server: x'])}welcome`,
    )
    const response = await answered
    expect(response.status).toBe(101)
    expect(response.headers.map(([name]) => name).toSorted()).toEqual([
      'connection',
      'sec-websocket-accept',
      'sec-websocket-protocol',
      'upgrade',
    ])
    expect(await client.until('welcome')).toBe('welcome')
    client.write('end')
    upstream.write('bye')
    await client.until('bye')
    client.end()
    await within(upstream.closed, 'the end')
    expect(upstream.after().toString()).toBe('early later end')
  })

  test('the handshake goes on with our identity and without foreign headers', async () => {
    gateway.recorder.respond((request) => request.write(agreement()))
    const client = await openRaw(gateway.port)
    client.write(
      head([
        ...handshake,
        'Sec-WebSocket-Protocol: v5.channel.k8s.io',
        'Origin: https://elsewhere.example.org',
        'Cookie: a=b',
        'X-Forwarded-For: 1.2.3.4',
        'Connection: Impersonate-User',
      ]),
    )
    const { headers, target } = await gateway.recorder.next()
    expect(target).toBe(`${arriving}/red/exec?command=id`)
    expect([...new Set(headers.map(([name]) => name))].toSorted()).toEqual([
      'authorization',
      'connection',
      'host',
      'impersonate-group',
      'impersonate-user',
      'origin',
      'sec-websocket-key',
      'sec-websocket-protocol',
      'sec-websocket-version',
      'upgrade',
      'user-agent',
    ])
    expect(valuesOf({ headers }, 'connection')).toEqual(['Upgrade'])
    expect(valuesOf({ headers }, 'origin')).toEqual([gateway.recorder.origin])
    expect(valuesOf({ headers }, 'impersonate-user')).toEqual(['loft:user:root'])
    client.socket.destroy()
  })

  test.each(['GET', 'POST'])('SPDY/3.1 is spliced by %s', async (method) => {
    const spdy =
      'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\n'
    gateway.recorder.respond((request) => request.write(spdy))
    const client = await openRaw(gateway.port)
    client.write(
      head(
        ['Connection: Upgrade', 'Upgrade: SPDY/3.1', 'X-Stream-Protocol-Version: v4.channel.k8s.io'],
        `${method} ${exec}`,
      ),
    )
    const answer = await client.head()
    expect(answer.status).toBe(101)
    expect(valuesOf(answer, 'x-stream-protocol-version')).toEqual(['v4.channel.k8s.io'])
    client.write('frame')
    client.end()
    const upstream = await gateway.recorder.next()
    await within(upstream.closed, 'the end')
    expect(upstream.after().toString()).toBe('frame')
  })

  test('what an upstream sent before it hung up reaches a slow client whole', async () => {
    const bytes = Buffer.alloc(4 * 1024 * 1024, 'x')
    gateway.recorder.respond((request) => {
      request.write(agreement())
      request.write(bytes)
      request.end('the end')
    })
    const client = await openRaw(gateway.port)
    client.write(head())
    await client.head()
    // A breath after each chunk: the upstream is then gone long before its last bytes are taken.
    client.socket.on('data', () => {
      client.socket.pause()
      setTimeout(() => client.socket.resume(), 2)
    })
    await within(client.closed, 'the end')
    expect(client.received().length).toBeGreaterThan(bytes.length)
    expect(client.received().subarray(-7).toString()).toBe('the end')
  })

  test.each([
    [
      'h2c',
      ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'],
      'GET',
      '',
    ],
    [
      'websocket behind another',
      ['Connection: Upgrade', 'Upgrade: foo, websocket', ...handshake.slice(2)],
      'GET',
      '',
    ],
    ['websocket twice', [...handshake, 'Upgrade: websocket'], 'GET', ''],
    [
      'a version behind the name',
      ['Connection: Upgrade', 'Upgrade: websocket/13', ...handshake.slice(2)],
      'GET',
      '',
    ],
    ['TLS', ['Connection: Upgrade', 'Upgrade: TLS/1.0'], 'GET', ''],
    ['SPDY/2', ['Connection: Upgrade', 'Upgrade: SPDY/2'], 'GET', ''],
    ['a POST to websocket', [...handshake, 'Content-Length: 0'], 'POST', ''],
    ['a DELETE to SPDY', ['Connection: Upgrade', 'Upgrade: SPDY/3.1'], 'DELETE', ''],
    ['a body', [...handshake, 'Content-Length: 5'], 'GET', 'hello'],
    ['a chunked body', [...handshake, 'Transfer-Encoding: chunked'], 'GET', '5\r\nhello\r\n0\r\n\r\n'],
    ['a body on SPDY', ['Connection: Upgrade', 'Upgrade: SPDY/3.1', 'Content-Length: 5'], 'POST', 'hello'],
    ['no key', handshake.slice(0, 3), 'GET', ''],
    ['a key that is none', [...handshake.slice(0, 3), 'Sec-WebSocket-Key: short'], 'GET', ''],
    [
      'an old version',
      [...handshake.slice(0, 2), 'Sec-WebSocket-Version: 8', ...handshake.slice(3)],
      'GET',
      '',
    ],
  ])('an upgrade with %s is 400 and goes nowhere', async (_, headers, method, body) => {
    for (const path of [exec, `${teams}?watch=1`]) {
      const client = await openRaw(gateway.port)
      client.write(head(headers, `${method} ${path}`) + body)
      expect((await client.response()).status).toBe(400)
      await within(client.closed, 'the end', 1_000)
    }
    expect(gateway.recorder.lines()).toEqual([])
    expect(gateway.context.streams.count()).toBe(0)
  })

  test('a watch over SPDY is 400: there is nobody who would speak it', async () => {
    const answer = await gateway.ask(
      `GET ${teams}?watch=1`,
      ['Connection: Upgrade', 'Upgrade: SPDY/3.1'],
      keyOf('root'),
    )
    expect(answer.status).toBe(400)
    expect(gateway.recorder.lines()).toEqual([])
  })

  test('what a refused upgrade says is sandboxed as all our answers are', async () => {
    const answer = await gateway.ask(`GET ${exec}`, handshake)
    expect(answer.status).toBe(401)
    expect(valuesOf(answer, 'x-content-type-options')).toEqual(['nosniff'])
    expect(valuesOf(answer, 'x-frame-options')).toEqual(['DENY'])
    expect(valuesOf(answer, 'content-security-policy')).toEqual(["sandbox; default-src 'none'"])
  })
})

test.each(['exec', 'attach', 'portforward'])('%s is a create, whatever the method', async (subresource) => {
  const path = `GET ${teams}/red/${subresource}`
  for (const headers of [handshake, ['Connection: Upgrade', 'Upgrade: SPDY/3.1'], []]) {
    expect((await gateway.ask(path, headers, keyOf('alice'))).status).toBe(403)
  }
  expect((await gateway.ask(`GET ${teams}/blue/${subresource}`, handshake, keyOf('alice'))).status).toBe(404)
  expect(gateway.recorder.lines()).toEqual([])
})
