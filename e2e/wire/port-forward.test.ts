import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listening, startHostCluster, type HostCluster } from '#e2e/support/pod-forward.ts'
import { within } from '#e2e/support/raw.ts'
import { connect } from '#server/cluster/connection.ts'
import { dialPod } from '#server/cluster/port-forward.ts'

/** A port of a pod is dialled through the API server of its cluster. */

let host: HostCluster
let pod: Server
/** The pod's side of each connection. */
let arrived: Socket[]
beforeEach(async () => {
  host = await startHostCluster()
  arrived = []
  pod = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy())
    arrived.push(socket)
  })
  host.target = await listening(pod)
})
afterEach(async () => {
  arrived.forEach((socket) => socket.destroy())
  pod.close()
  await host.close()
})

async function dial(signal = new AbortController().signal): Promise<Duplex> {
  const dialled = await dialPod(host.connection, { namespace: 'web', pod: 'dev-0', port: 8443 }, signal)
  // Tests that look at an error wait for it; the others do not fail by it.
  dialled.on('error', () => {})
  return dialled
}

async function both(): Promise<{ here: Duplex; there: Socket }> {
  const here = await dial()
  await vi.waitUntil(() => arrived.length > 0)
  return { here, there: arrived[0] as Socket }
}

const failureOf = (socket: Duplex): Promise<Error> =>
  within(new Promise((resolve) => socket.once('error', resolve)), 'an error')

test('is asked for as kubectl does, with the credential of the connection', async () => {
  await both()
  const [forwarding] = host.forwardings
  expect(forwarding).toMatchObject({
    line: 'POST /host/api/v1/namespaces/web/pods/dev-0/portforward',
    request: { authorization: 'Bearer host', 'x-stream-protocol-version': 'portforward.k8s.io' },
  })
  expect([...(forwarding?.error ?? [])]).toEqual([
    ['streamtype', 'error'],
    ['port', '8443'],
    ['requestid', '0'],
  ])
  expect(forwarding?.data.get('streamtype')).toBe('data')
})

test('carries bytes both ways, each to its own end', async () => {
  const { here, there } = await both()
  const sent = 'x'.repeat(1_000_000)
  const heard = text(there)
  const answered = text(here)
  here.end(sent)
  expect(await within(heard, 'what was sent')).toBe(sent)
  there.end(`answer ${sent}`)
  expect(await within(answered, 'the answer')).toBe(`answer ${sent}`)
  await vi.waitUntil(() => host.forwardings[0]?.socket.destroyed)
})

test('a reader that is slow holds back who sends', async () => {
  const { here, there } = await both()
  const bytes = Buffer.alloc(64 * 1024, 'x')
  let sent = 0
  const fill = (): void => {
    while (sent < 64 * 1024 * 1024 && there.write(bytes)) sent += bytes.length
  }
  there.on('drain', fill)
  fill()
  let before = -1
  await vi.waitUntil(
    () => {
      const still = sent === before
      before = sent
      return still
    },
    { interval: 100 },
  )
  expect(sent).toBeLessThan(32 * 1024 * 1024)
  expect(here.readableLength).toBeLessThan(512 * 1024)
  const stuck = sent
  here.resume()
  await vi.waitUntil(() => sent > stuck + 16 * 1024 * 1024)
})

test('a pod that does not read holds back who sends to it', async () => {
  const { here, there } = await both()
  there.pause()
  let sent = 0
  const send = (): void => {
    while (sent < 64 * 1024 * 1024 && here.write(Buffer.alloc(64 * 1024))) sent += 64 * 1024
  }
  here.on('drain', send)
  send()
  await vi.waitUntil(() => here.writableNeedDrain)
  expect(sent).toBeLessThan(64 * 1024 * 1024)
})

test('a port on which nothing listens is an error that says so', async () => {
  host.target = undefined
  const socket = await dial()
  expect((await failureOf(socket)).message).toBe('error forwarding port: connection refused')
  await vi.waitUntil(() => host.forwardings[0]?.socket.destroyed)
})

test('ends with the forwarding, and the forwarding with it', async () => {
  const { here } = await both()
  const failed = failureOf(here)
  host.forwardings[0]?.socket.destroy()
  expect((await failed).message).toBe('the port-forward ended')
  const again = await dial()
  await vi.waitUntil(() => arrived.length === 2)
  const left = within(text(arrived[1] as Socket), 'the end')
  again.destroy()
  expect(await left).toBe('')
})

test('what is no SPDY is an error and nothing else', async () => {
  const { here } = await both()
  const failed = failureOf(here)
  host.forwardings[0]?.socket.write(Buffer.from('HTTP/1.1 500 Oops\r\n\r\n'))
  expect((await failed).message).toMatch(/too large|not spoken|too short/)
})

test.each([
  [
    404,
    JSON.stringify({
      kind: 'Status',
      status: 'Failure',
      code: 404,
      reason: 'NotFound',
      message: 'pods "dev-0" not found',
    }),
    { code: 404, message: 'pods "dev-0" not found' },
  ],
  [403, 'no', { code: 403 }],
  [200, 'yes', { code: 502 }],
])('a refusal with %i is thrown', async (code, body, expected) => {
  host.refusal = { code, body }
  await expect(dial()).rejects.toMatchObject(expected)
})

test('a cluster that is not there is 503', async () => {
  await host.close()
  await expect(dial()).rejects.toMatchObject({ code: 503 })
})

test('nobody waits for a cluster that does not answer', async () => {
  const silent = createServer(() => {})
  const port = await listening(silent)
  const gone = new AbortController()
  const there = connect({ origin: `http://127.0.0.1:${port}`, prefix: '', ca: '', authorization: 'x' })
  const dialled = dialPod(there, { namespace: 'web', pod: 'dev-0', port: 1 }, gone.signal)
  gone.abort()
  await expect(within(dialled, 'an end')).rejects.toMatchObject({ code: 503 })
  silent.close()
  await there.dispatcher.destroy()
})
