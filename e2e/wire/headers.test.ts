import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  keyOf,
  ownCredential,
  people,
  type Place,
  places,
  startGateway,
  type TestGateway,
} from '#e2e/support/gateway.ts'
import { exchange, valuesOf } from '#e2e/support/raw.ts'
import type { Recorded } from '#e2e/support/recorder.ts'

/** Rule 1: outgoing headers are an allow-list, plus our identity headers. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

describe.each(places)('on $place', ({ teams, groups }) => {
  const allowed = new Set([
    'accept',
    'accept-encoding',
    'authorization',
    'connection',
    'content-length',
    'content-type',
    'host',
    'if-match',
    'if-none-match',
    'impersonate-group',
    'impersonate-user',
    'traceparent',
    'transfer-encoding',
    'user-agent',
  ])

  function expectOurs(request: Recorded, person: keyof Place['groups']): void {
    expect(request.headers.map(([name]) => name).filter((name) => !allowed.has(name))).toEqual([])
    expect(valuesOf(request, 'impersonate-user')).toEqual([`loft:user:${person}`])
    expect(valuesOf(request, 'impersonate-group')).toEqual(groups[person])
    expect(valuesOf(request, 'authorization')).toEqual([ownCredential])
    expect(valuesOf(request, 'host')).toEqual([`127.0.0.1:${gateway.recorder.port}`])
    expect(valuesOf(request, 'connection')).toEqual(['keep-alive'])
  }

  /** Every letter in a case of its own. */
  function inAnyCase(name: string): fc.Arbitrary<string> {
    return fc.array(fc.boolean(), { minLength: name.length, maxLength: name.length }).map((upper) =>
      name
        .split('')
        .map((letter, at) => (upper[at] ? letter.toUpperCase() : letter))
        .join(''),
    )
  }

  const hopByHop = fc.constantFrom(
    'close',
    'keep-alive',
    'Impersonate-User',
    'Impersonate-Group',
    'Authorization',
    'X-Remote-User',
    'Host',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Proxy-Connection',
    'Cookie',
  )

  const connection = fc
    .record({
      name: inAnyCase('connection'),
      values: fc.array(hopByHop, { maxLength: 6 }),
      comma: fc.boolean(),
    })
    .map(({ name, values, comma }) => `${name}: ${values.join(', ')}${comma ? ',' : ''}`)

  const value = fc.stringMatching(/^[\x21-\x7e]{0,40}$/)

  const other = fc
    .record({
      name: fc
        .constantFrom(
          'cookie',
          'forwarded',
          'x-forwarded-for',
          'x-forwarded-host',
          'x-forwarded-proto',
          'x-forwarded-client-cert',
          'x-forwarded-user',
          'x-auth-request-user',
          'remote-user',
          'x-real-ip',
          'x-http-method-override',
          'x-original-url',
          'via',
          'te',
          'trailer',
          'keep-alive',
          'proxy-connection',
          'proxy-authorization',
          'origin',
          'referer',
          'sec-fetch-site',
          'accept-language',
          'x-request-id',
          'x-stream-protocol-version',
          'sec-websocket-protocol',
          'audit-id',
          'user-agent',
          'impersonateuser',
          'x-impersonate-user',
          '__proto__',
          'constructor',
        )
        .chain(inAnyCase),
      value,
    })
    .map(({ name, value }) => `${name}: ${value}`)

  test('whatever headers a client sends, the upstream sees the allow-list and our identity', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(connection, other), { maxLength: 20 }),
        fc.constantFrom(...people),
        async (headers, person) => {
          gateway.recorder.clear()
          const answer = await gateway.ask(`GET ${teams}`, headers, keyOf(person))
          expect(answer.status).toBe(200)
          expect(gateway.recorder.lines()).toHaveLength(1)
          const [request] = gateway.recorder.requests
          if (request !== undefined) expectOurs(request, person)
          expect(answer.headers.filter(([name]) => name === 'set-cookie')).toEqual([])
        },
      ),
      { numRuns: 150 },
    )
  })

  test('the same holds for a change with a body', async () => {
    const body = '{"metadata":{"name":"green"}}'
    const headers = [
      'Connection: Impersonate-User, Authorization, Content-Length',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'If-Match: "5"',
      'Accept: application/json',
      'Traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      'Cookie: a=b',
      'Expect: 100-continue',
    ]
    const answer = await exchange(gateway.port, gateway.head(`POST ${teams}`, headers, keyOf('root')) + body)
    expect(answer.status).toBe(200)
    const [request] = gateway.recorder.requests
    if (request === undefined) throw new Error('nothing arrived')
    expectOurs(request, 'root')
    expect(request.body().toString()).toBe(body)
    expect(valuesOf(request, 'if-match')).toEqual(['"5"'])
    expect(valuesOf(request, 'traceparent')).toHaveLength(1)
  })

  const forged = fc
    .constantFrom(
      'impersonate-user',
      'impersonate-group',
      'impersonate-uid',
      'impersonate-extra-scopes',
      'impersonate_user',
      'impersonate_group',
      'x-remote-user',
      'x-remote-group',
      'x-remote-extra-scopes',
      'x_remote_user',
      'x-remote_user',
      'x_remote-group',
    )
    .chain(inAnyCase)

  test('whoever claims to be somebody else is refused, in any case, doubled, empty', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(forged, fc.constantFrom('root', 'system:masters', '', '0')), {
          minLength: 1,
          maxLength: 4,
        }),
        async (claims) => {
          gateway.recorder.clear()
          const headers = claims.map(([name, value]) => `${name}: ${value}`)
          const answer = await gateway.ask(`GET ${teams}`, headers, keyOf('alice'))
          expect(answer.status).toBe(400)
          expect(gateway.recorder.lines()).toEqual([])
        },
      ),
      { numRuns: 100 },
    )
  })

  test.each([
    ['a space before the colon', 'Impersonate-User : root'],
    ['a tab before the colon', 'Impersonate-User\t: root'],
    ['a folded line', 'X-A: b\r\n Impersonate-User: root'],
    ['a NUL', 'Impersonate\0-User: root'],
    ['a letter that upper-cases to s', 'Impersonate-Uſer: root'],
    ['a bare line feed', 'X-A: b\nImpersonate-User: root'],
    ['a bare carriage return', 'X-A: b\rImpersonate-User: root'],
  ])('%s in a header is refused by the parser', async (_, header) => {
    const answer = await gateway.ask(`GET ${teams}`, [header], keyOf('alice'))
    expect(answer.status).toBe(400)
    expect(gateway.recorder.lines()).toEqual([])
  })
})
