import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { keyOf, places, startGateway, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange } from '#e2e/support/raw.ts'

/** Rule 2: only origin-form targets, read once; what was decided on is what goes upstream. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

describe.each(places)('on $place', ({ root, teams, arriving }) => {
  test.each([
    ['absolute form', `http://127.0.0.1${teams}`],
    ['absolute form of another host', 'http://169.254.169.254/latest'],
    ['two slashes before a host', '//169.254.169.254/x'],
    ['two slashes before the path', `/${teams}`],
    ['a slash and a backslash', '/\\169.254.169.254/x'],
    ['an asterisk', '*'],
    ['an authority', 'localhost:443'],
    ['no slash at all', 'kubernetes/management/apis'],
    ['dots that go up', `${teams}/../users`],
    ['dots at the end', `${teams}/..`],
    ['encoded dots', `${teams}/%2e%2e/users`],
    ['half encoded dots', `${teams}/.%2E/users`],
    ['dots out of the prefix', `/healthz/../${root}/apis`],
    ['one dot', `${teams}/./red`],
    ['an encoded dot', `${teams}/%2e/red`],
    ['an encoded slash', `${teams}/red%2fstatus`],
    ['an encoded slash in capitals', `${teams}/..%2F..%2Fusers`],
    ['an encoded backslash', `${teams}/..%5c..%5cusers`],
    ['a backslash', `${teams}/..\\users`],
    ['a NUL', `${teams}/red%00`],
    ['a line feed', `${teams}/red%0aX:%20y`],
    ['a carriage return', `${teams}/red%0d`],
    ['a tab', `${teams}/%09red`],
    ['DEL', `${teams}/red%7f`],
    ['a control character of two bytes', `${teams}/red%c2%85`],
    ['dots encoded twice', `${teams}/%252e%252e/users`],
    ['a slash encoded twice', `${teams}/red%252fstatus`],
    ['a fragment', `${teams}#/../users`],
    ['a fragment behind an open route', `/healthz#/../${root}`],
    ['bytes that are not UTF-8', `${teams}/%ff`],
    ['an overlong slash', `${teams}/%c0%af`],
    ['half a surrogate', `${teams}/%ed%a0%80`],
    ['a cut escape', `${teams}/%4`],
    ['an escape of no digits', `${teams}/%zz`],
    ['an empty segment', `${root}//apis/management.loft.sh/v1/teams`],
    ['an empty segment at the end', `${teams}//`],
  ])('%s is refused and nothing goes upstream', async (_, target) => {
    const answer = await gateway.ask(`GET ${target}`, [], keyOf('root'))
    expect([400, 404]).toContain(answer.status)
    expect(gateway.recorder.lines()).toEqual([])
  })

  test('a target beyond 8 KiB is refused', async () => {
    const answer = await gateway.ask(`GET ${teams}/${'a'.repeat(8200)}`, [], keyOf('root'))
    expect(answer.status).toBe(414)
    expect(gateway.recorder.lines()).toEqual([])
  })

  test.each(['token', 'access_token', 'access_key'])('a credential as ?%s= is refused', async (name) => {
    for (const key of [undefined, keyOf('root')]) {
      const answer = await gateway.ask(`GET ${teams}?limit=1&${name}=${keyOf('root')}`, [], key)
      expect(answer.status).toBe(400)
      expect(answer.body).not.toContain(keyOf('root'))
    }
    expect((await gateway.ask(`GET /healthz?${name}=x`)).status).toBe(400)
    expect(gateway.recorder.lines()).toEqual([])
  })

  test.each([
    ['CONNECT', 'CONNECT localhost:443', []],
    ['TRACE', `TRACE ${teams}`, [405]],
    ['a method nobody knows', `PROPFIND ${teams}`, [405]],
    ['a method in lower case', `get ${teams}`, [400]],
    ['raw UTF-8', `GET ${teams}/é`, [400]],
    ['a space', `GET ${teams}/a b`, [400]],
  ])('%s is refused', async (_, line, codes) => {
    const request = exchange(gateway.port, gateway.head(line, [], keyOf('root')))
    if (codes.length === 0) await expect(request).rejects.toThrow('the connection closed')
    else expect(codes).toContain((await request).status)
    expect(gateway.recorder.lines()).toEqual([])
  })

  /** One path segment in some spelling: plain characters and escapes, any of them perhaps escaped needlessly. */
  const segment = fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...'abcZ09-._~!$&()*+,;=:@'.split('')) },
        { weight: 2, arbitrary: fc.constantFrom('%41', '%2D', '%2e', '%20', '%C3%A9', '%3f', '%3B', '%23') },
        { weight: 1, arbitrary: fc.constantFrom('%2f', '%5C', '%00', '%25', '..', '.') },
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join(''))

  test('a path that is accepted is the path that the upstream sees', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 3 }), async (segments) => {
        gateway.recorder.clear()
        const spelled = segments.join('/')
        const answer = await gateway.ask(`GET ${teams}/${spelled}`, [], keyOf('root'))
        const [request] = gateway.recorder.requests
        if (answer.status === 400) {
          expect(request).toBeUndefined()
          return
        }
        const arrived = request?.target.replace(`${arriving}/`, '') ?? ''
        expect(arrived.split('/').map(decodeURIComponent)).toEqual(segments.map(decodeURIComponent))
        expect(arrived).toMatch(/^[A-Za-z0-9\-._~!$&'()*+,=:@/%]*$/)
      }),
      { numRuns: 300 },
    )
  })

  test('the query goes on as it was sent', async () => {
    const query = '?labelSelector=a%3Db,c%20in%20(d)&limit=5&fieldSelector=metadata.name!%3Dx'
    expect((await gateway.ask(`GET ${teams}${query}`, [], keyOf('root'))).status).toBe(200)
    expect(gateway.recorder.requests[0]?.target).toBe(`${arriving}${query}`)
  })

  test('an escaped spelling of the prefix is the prefix', async () => {
    const spelled = teams.replace('/k', '/%6b').replaceAll('e', '%65')
    expect((await gateway.ask(`GET ${spelled}`)).status).toBe(401)
    await gateway.ask(`GET ${spelled}`, [], keyOf('root'))
    expect(gateway.recorder.requests[0]?.target).toBe(arriving)
  })
})

test.each([
  ['a parameter behind dots', '/apis/..;/api/v1/secrets', '/apis/..%3B/api/v1/secrets'],
  ['a parameter behind a name', '/apis/x/v1/y;x=y', '/apis/x/v1/y%3Bx=y'],
])('%s is no parameter, but part of a name', async (_, target, arriving) => {
  const answer = await gateway.ask(`GET /kubernetes/management${target}`, [], keyOf('root'))
  expect(answer.status).toBe(404)
  expect(gateway.recorder.lines()).toEqual([])
  await gateway.ask(`GET /kubernetes/cluster/east${target}`, [], keyOf('root'))
  expect(gateway.recorder.lines()).toEqual([`GET /east${arriving}`])
})
