import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { keyOf, places, startGateway, teams as managed, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange, openRaw, within } from '#e2e/support/raw.ts'
import { jsonAnswer } from '#e2e/support/recorder.ts'
import { agreement, handshake } from '#e2e/support/upgrades.ts'
import { openAudit } from '#server/gateway/audit.ts'
import { keyName } from '#server/identity/keys.ts'

/** A change or a stream is noted durably before an upstream hears of it, or does not happen. */

let gateway: TestGateway
let full: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
  full = await startGateway({ audit: await openAudit('/dev/full') })
})
afterEach(() => {
  gateway.recorder.clear()
  full.recorder.clear()
})
afterAll(() => Promise.all([gateway.close(), full.close()]))

describe.each(places)('on $place', ({ teams, arriving }) => {
  const lines = () =>
    readFileSync(gateway.auditFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ stage }) => stage === 'RequestReceived')

  const body = '{"metadata":{"name":"green"}}'

  test.each([
    ['POST', teams, 'create'],
    ['PUT', `${teams}/red`, 'update'],
    ['PATCH', `${teams}/red?dryRun=All`, 'patch'],
    ['DELETE', `${teams}/red`, 'delete'],
    ['DELETE', teams, 'deletecollection'],
  ])('%s %s is in the file when the upstream hears of it', async (method, path, verb) => {
    let known: unknown
    gateway.recorder.respond((request) => {
      known = lines().at(-1)
      request.write(jsonAnswer(200, {}))
    })
    const head = gateway.head(
      `${method} ${path}`,
      ['Content-Type: application/json', `Content-Length: ${body.length}`, 'User-Agent: test/1.0'],
      keyOf('root'),
    )
    expect((await exchange(gateway.port, head + body)).status).toBe(200)
    expect(known).toMatchObject({
      stage: 'RequestReceived',
      user: 'loft:user:root',
      accessKey: keyName(keyOf('root')),
      sourceIP: '127.0.0.1',
      verb,
      requestURI: path,
      userAgent: 'test/1.0',
    })
    expect(JSON.stringify(known)).not.toContain(keyOf('root'))
  })

  test('a stream is in the file before it opens', async () => {
    let known: unknown
    gateway.recorder.respond((request) => {
      known = lines().at(-1)
      request.write(agreement())
    })
    const client = await openRaw(gateway.port)
    client.write(gateway.head(`GET ${teams}/red/exec`, handshake, keyOf('root')))
    expect((await client.head()).status).toBe(101)
    expect(known).toMatchObject({ verb: 'create', requestURI: `${teams}/red/exec` })
    client.socket.destroy()
  })

  test('what is read or refused here writes no line', async () => {
    const before = lines().length
    await gateway.ask(`GET ${teams}`, [], keyOf('root'))
    await gateway.ask(`DELETE ${teams}/red`)
    await gateway.ask(`DELETE ${managed}/red`, [], keyOf('alice'))
    expect(lines()).toHaveLength(before)
  })

  test('a hundred changes at once are a hundred whole lines', async () => {
    const before = lines().length
    await Promise.all(
      Array.from({ length: 100 }, (_, at) => gateway.ask(`DELETE ${teams}/t${at}`, [], keyOf('root'))),
    )
    const added = lines().slice(before)
    expect(new Set(added.map(({ requestURI }) => requestURI)).size).toBe(100)
    expect(new Set(added.map(({ auditID }) => auditID)).size).toBe(100)
  })

  test('what a client calls itself cannot write a line of its own', async () => {
    const before = lines().length
    await gateway.ask(
      `DELETE ${teams}/red`,
      [`User-Agent: "}{"user":"\u00e9${'x'.repeat(500)}`],
      keyOf('root'),
    )
    const added = lines().slice(before)
    expect(added).toHaveLength(1)
    expect(String(added[0]?.['userAgent']).length).toBeLessThanOrEqual(200)
  })

  test.each([
    ['a change', `DELETE ${teams}/red`, []],
    ['a stream', `GET ${teams}/red/exec`, handshake],
    ['a kubeconfig', 'POST /auth/kubeconfig', ['Content-Length: 0']],
  ] as const)('on a full disk %s is 503 and nothing goes upstream', async (_, line, headers) => {
    for (const round of [1, 2]) {
      const answer = await full.ask(line, headers, keyOf('root'))
      expect(answer.status, `round ${round}`).toBe(503)
      expect(JSON.parse(answer.body)).toMatchObject({ kind: 'Status', reason: 'ServiceUnavailable' })
    }
    expect(full.recorder.lines()).toEqual([])
  })

  test('on a full disk reading goes on', async () => {
    expect((await full.ask(`GET ${teams}`, [], keyOf('root'))).status).toBe(200)
  })

  test('whoever leaves while the line is written is not acted for', async () => {
    let proceed = () => {}
    const written = new Promise<void>((resolve) => (proceed = resolve))
    let asked = () => {}
    const asking = new Promise<void>((resolve) => (asked = resolve))
    const slow = await startGateway({
      audit: {
        append: () => {
          asked()
          return written
        },
        file: '',
        complete: () => {},
        subscribe: () => () => {},
        close: async () => {},
      },
    })
    for (const [line, headers] of [
      [`DELETE ${teams}/red`, []],
      [`GET ${teams}/red/exec`, handshake],
    ] as const) {
      const client = await openRaw(slow.port)
      client.write(slow.head(line, headers, keyOf('root')))
      await within(asking, 'a line')
      await slow.ask('GET /healthz')
      client.reset()
    }
    await slow.ask('GET /healthz')
    await slow.ask('GET /healthz')
    proceed()
    await slow.ask(`GET ${teams}`, [], keyOf('root'))
    expect(slow.recorder.lines()).toEqual([`GET ${arriving}`])
    expect(slow.reported).toEqual([])
    await slow.close()
  })
})
