import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { keyOf, places, startGateway, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange } from '#e2e/support/raw.ts'

/** Rule 4: what a cookie changes or opens must come from the console's own pages. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

describe.each(places)('on $place', ({ teams, arriving }) => {
  const upgrade = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ]

  const cookie = () => `Cookie: aerie-${gateway.port}=${keyOf('root')}`

  /** A request by cookie, with the Host and Origin as the test wants them. */
  function send(
    line: string,
    { host = gateway.host, origin }: { host?: string; origin?: string },
    more: string[] = [],
  ) {
    const lines = [`${line} HTTP/1.1`, `Host: ${host}`, cookie(), ...more]
    if (origin !== undefined) lines.push(`Origin: ${origin}`)
    return exchange(gateway.port, [...lines, '', ''].join('\r\n'))
  }

  const requests = [
    ['POST', `POST ${teams}`, ['Content-Length: 0']],
    ['PUT', `PUT ${teams}/red`, ['Content-Length: 0']],
    ['PATCH', `PATCH ${teams}/red`, ['Content-Length: 0']],
    ['DELETE', `DELETE ${teams}/red`, []],
    ['a watch by WebSocket', `GET ${teams}?watch=1`, upgrade],
    ['an exec by WebSocket', `GET ${teams}/red/exec?command=id`, upgrade],
  ] as const

  /** PORT is the console's own. */
  const wrongOrigins = [
    ['null', 'null'],
    ['another host', 'https://console.evil'],
    ['another host that ends like ours', 'http://evil-localhost:PORT'],
    ['a sub-domain', 'http://evil.localhost:PORT'],
    ['ours as a sub-domain', 'http://localhost.evil:PORT'],
    ['ours as the user', 'http://localhost:PORT@evil'],
    ['another port', 'http://localhost:1'],
    ['no port', 'http://localhost'],
    ['https for http', 'https://localhost:PORT'],
    ['a trailing dot', 'http://localhost.:PORT'],
    ['upper case', 'HTTP://LOCALHOST:PORT'],
    ['a path', 'http://localhost:PORT/'],
    ['a blank in front of nothing', ''],
    ['two of them', 'http://localhost:PORT http://localhost:PORT'],
    ['a homograph', 'http://xn--localhst-sqa:PORT'],
    ['the address in another notation', 'http://2130706433:PORT'],
    ['IPv6 loopback', 'http://[::1]:PORT'],
  ] as const

  test.each(requests)('%s by cookie from the console goes upstream', async (_, line, more) => {
    const answer = send(line, { origin: gateway.origin }, [...more])
    const arrived = await gateway.recorder.next()
    expect(arrived.head).toContain('loft:user:root')
    arrived.socket.destroy()
    await answer.catch(() => undefined)
  })

  for (const [what, line, more] of requests) {
    test.each(wrongOrigins)(`${what} by cookie from %s is 403`, async (_, origin) => {
      const answer = await send(line, { origin: origin.replaceAll('PORT', String(gateway.port)) }, [...more])
      expect(answer.status).toBe(403)
      expect(gateway.recorder.lines()).toEqual([])
    })

    test(`${what} by cookie without Origin is 403`, async () => {
      expect((await send(line, {}, [...more])).status).toBe(403)
      expect(gateway.recorder.lines()).toEqual([])
    })

    test.each(['evil.example.org', 'localhost', 'localhost:1', 'localhost.:PORT', 'PORT.localhost:PORT', ''])(
      `${what} by cookie to Host "%s" is refused`,
      async (host) => {
        const named = host.replaceAll('PORT', String(gateway.port))
        expect((await send(line, { host: named, origin: gateway.origin }, [...more])).status).toBe(403)
        expect(gateway.recorder.lines()).toEqual([])
      },
    )
  }

  test('reading by cookie needs no Origin', async () => {
    expect((await send(`GET ${teams}`, {})).status).toBe(200)
  })

  test('a header does not make a change out of a read, nor a read out of a change', async () => {
    expect(
      (await send(`POST ${teams}`, {}, ['Content-Length: 0', 'X-HTTP-Method-Override: GET'])).status,
    ).toBe(403)
    await send(`GET ${teams}`, {}, ['X-HTTP-Method-Override: DELETE'])
    expect(gateway.recorder.lines()).toEqual([`GET ${arriving}`])
  })

  test('a bearer needs no Origin, and any it has does not matter', async () => {
    for (const origin of [[], ['Origin: https://elsewhere.example.org']]) {
      const answer = await gateway.ask(`DELETE ${teams}/red`, origin, keyOf('root'))
      expect(answer.status).toBe(200)
    }
    expect(gateway.recorder.lines()).toHaveLength(2)
  })

  test.each([
    [`base64url.bearer.authorization.k8s.io.${Buffer.from(keyOf('root')).toString('base64url')}`],
    [
      `v5.channel.k8s.io, base64url.bearer.authorization.k8s.io.${Buffer.from(keyOf('root')).toString('base64url')}`,
    ],
    ['Impersonate-User.cm9vdA'],
    [keyOf('root')],
    [`aerie-1, ${keyOf('root')}`],
  ])('a credential in the subprotocol %s is none', async (protocol) => {
    const headers = [...upgrade, `Sec-WebSocket-Protocol: ${protocol}`, `Origin: ${gateway.origin}`]
    expect((await gateway.ask(`GET ${teams}?watch=1`, headers)).status).toBe(401)
    expect(gateway.recorder.lines()).toEqual([])
  })

  test('a bearer in the subprotocol does not go upstream beside ours', async () => {
    const bearer = `base64url.bearer.authorization.k8s.io.${Buffer.from('their-token').toString('base64url')}`
    const headers = [...upgrade, `Sec-WebSocket-Protocol: v5.channel.k8s.io, ${bearer}, v4.channel.k8s.io`]
    gateway.recorder.respond((request) => request.end('HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n'))
    const answer = gateway.ask(`GET ${teams}/red/exec`, headers, keyOf('root'))
    const arrived = await gateway.recorder.next()
    expect(arrived.headers).toContainEqual(['sec-websocket-protocol', 'v5.channel.k8s.io, v4.channel.k8s.io'])
    expect((await answer).status).toBe(403)
  })

  test.each([
    ['two of one name', () => `Cookie: aerie-${gateway.port}=a; aerie-${gateway.port}=${keyOf('root')}`],
    ['two in two headers', () => `Cookie: aerie-${gateway.port}=a\r\n${cookie()}`],
  ])('session cookies, %s, are 400', async (_, header) => {
    expect((await gateway.ask(`GET ${teams}`, [header()])).status).toBe(400)
    expect(gateway.recorder.lines()).toEqual([])
  })

  test.each(['/auth/session', '/auth/password/login', '/auth/logout'])(
    '%s answers no page of another origin',
    async (path) => {
      const body = '{"username":"alice","password":"ecila"}'
      const send = (headers: string[]) =>
        exchange(
          gateway.port,
          gateway.head(`POST ${path}`, [
            'Content-Type: application/json',
            `Content-Length: ${body.length}`,
            ...headers,
          ]) + body,
        )
      expect((await send(['Origin: https://evil.example.org'])).status).toBe(403)
      expect((await send(['Origin: null'])).status).toBe(403)
      expect((await send([`Origin: http://localhost:1`])).status).toBe(403)
      expect((await send([`Cookie: aerie-${gateway.port}=x`])).status).toBe(403)
      expect((await send([`Origin: ${gateway.origin}`])).status).toBeLessThan(300)
    },
  )
})
