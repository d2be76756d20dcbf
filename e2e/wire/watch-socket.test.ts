import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keyOf, places, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { within } from '#e2e/support/raw.ts'
import { chunkedHead } from '#e2e/support/recorder.ts'
import { handshake, openWatch } from '#e2e/support/upgrades.ts'

/** A watch over a WebSocket is ended by the gateway: upstream it is an ordinary GET, here a frame an event. */

let gateway: TestGateway
beforeEach(async () => {
  gateway = await startGateway()
  gateway.recorder.respond((request) => request.write(chunkedHead))
})
afterEach(() => gateway.close())

const team = (name: string, spec: object = {}) => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'Team',
  metadata: { name, resourceVersion: '8' },
  spec,
})

const event = (type: string, object: unknown) => JSON.stringify({ type, object })

const socketWatch = (path: string, key: string, query = '') =>
  openWatch(`ws://${gateway.host}${path}?watch=1${query}`, key)

test('events come one a frame, and only those of what one sees', async () => {
  const watching = await socketWatch(teams, keyOf('alice'))
  const upstream = await gateway.recorder.next()
  expect(upstream.method).toBe('GET')
  expect(upstream.head.toLowerCase()).not.toMatch(/upgrade|sec-websocket|origin/)
  const seen = event('ADDED', team('red', { users: ['alice'] }))
  const hidden = event('ADDED', team('blue', { users: ['bob'] }))
  const gone = event('DELETED', team('red', { users: ['alice'] }))
  const lines = `${seen}\n${hidden}\n${gone}\n`
  // Cut in the middle of an event, several in one chunk: frames follow lines, not chunks.
  for (const part of [lines.slice(0, 20), lines.slice(20)])
    upstream.write(`${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`)
  expect([await watching.next(), await watching.next()]).toEqual([seen, gone])
  upstream.write('0\r\n\r\n')
  expect(await within(watching.closed, 'the close')).toBe(1000)
  expect(watching.frames).toHaveLength(2)
})

test('?accept=table becomes the Accept of the upstream request', async () => {
  const watching = await socketWatch(
    teams,
    keyOf('alice'),
    '&accept=table&includeObject=Metadata&resourceVersion=7',
  )
  const upstream = await gateway.recorder.next()
  expect(upstream.headers).toContainEqual(['accept', 'application/json;as=Table;v=v1;g=meta.k8s.io'])
  expect(upstream.target).toContain('includeObject=Object')
  expect(upstream.target).toContain('resourceVersion=7')
  expect(upstream.target).not.toContain('accept')
  watching.socket.terminate()
})

test('?accept=table goes to a cluster as Accept, and the rest of the query as it was sent', async () => {
  const path = '/kubernetes/cluster/east/api/v1/pods'
  const query = '&accept=table&includeObject=Metadata&fieldSelector=spec.nodeName%3Da,status.phase!%3Db'
  const watching = await socketWatch(path, keyOf('alice'), query)
  const upstream = await gateway.recorder.next()
  expect(upstream.headers).toContainEqual(['accept', 'application/json;as=Table;v=v1;g=meta.k8s.io'])
  expect(upstream.target).toBe(`/east/api/v1/pods?watch=1${query.replace('&accept=table', '')}`)
  watching.socket.terminate()
})

describe.each(places)('on $place', ({ teams }) => {
  test('an upstream that breaks off closes with 1011', async () => {
    const watching = await socketWatch(teams, keyOf('alice'))
    ;(await gateway.recorder.next()).socket.destroy()
    expect(await within(watching.closed, 'the close')).toBe(1011)
  })

  test.each([403, 404, 410, 429, 500])(
    'a watch that the upstream refuses with %i is refused before the handshake',
    async (code) => {
      const status = JSON.stringify({
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        code,
        reason: 'X',
        message: 'no',
      })
      gateway.recorder.respond((request) =>
        request.write(
          `HTTP/1.1 ${code} No\r\ncontent-type: application/json\r\ncontent-length: ${status.length}\r\n\r\n${status}`,
        ),
      )
      const answer = await gateway.ask(`GET ${teams}?watch=1`, handshake, keyOf('alice'))
      expect(answer.status).toBe(code)
      expect(JSON.parse(answer.body)).toMatchObject({ kind: 'Status', code, reason: 'X' })
      expect(gateway.context.streams.count()).toBe(0)
    },
  )

  test('a handshake that ws refuses leaves nothing open', async () => {
    const answer = await gateway.ask(
      `GET ${teams}?watch=1`,
      [...handshake, 'Sec-WebSocket-Protocol: a b'],
      keyOf('alice'),
    )
    expect(answer.status).toBe(400)
    await within((await gateway.recorder.next()).closed, 'the end of the upstream')
    expect(gateway.context.streams.count()).toBe(0)
  })
})
