import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startClusters } from './server.ts'
import type { RunningServer } from './server.ts'

let server: RunningServer
const maps = '/api/v1/namespaces/default/configmaps'

beforeAll(async () => {
  const users = new Map([['token', { username: 'admin', groups: ['system:masters'] }]])
  const options = { path: ':memory:', encryptionKey: Buffer.alloc(32), users }
  server = await startClusters({ clusters: { one: options, two: options } })
})

afterAll(() => server.close())

interface Asked {
  body?: string
  headers?: Record<string, string>
}

async function open(method: string, path: string, { body, headers }: Asked = {}): Promise<IncomingMessage> {
  const outgoing = request({
    host: '127.0.0.1',
    port: server.port,
    method,
    path,
    agent: false,
    headers: { authorization: 'Bearer token', 'content-type': 'application/json', ...headers },
  })
  const answered = once(outgoing, 'response')
  outgoing.on('error', () => outgoing.destroy())
  outgoing.end(body)
  const [incoming] = (await answered) as [IncomingMessage]
  return incoming
}

async function ask(
  method: string,
  path: string,
  asked?: Asked,
): Promise<{ incoming: IncomingMessage; bytes: Buffer }> {
  const incoming = await open(method, path, asked)
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  return { incoming, bytes: Buffer.concat(chunks) }
}

function configMap(name: string, size = 1): string {
  return JSON.stringify({ metadata: { name }, data: { a: 'x'.repeat(size) } })
}

test('each cluster has objects of its own, and there is no other', async () => {
  expect((await ask('POST', `/one${maps}`, { body: configMap('a') })).incoming.statusCode).toBe(201)
  expect((await ask('GET', `/one${maps}/a`)).incoming.statusCode).toBe(200)
  expect((await ask('GET', `/two${maps}/a`)).incoming.statusCode).toBe(404)
  expect((await ask('GET', `/three${maps}/a`)).incoming.statusCode).toBe(404)
  expect((await ask('GET', '/')).incoming.statusCode).toBe(404)
})

test('a body over the limit is refused, with and without a length', async () => {
  const body = configMap('big', 16 * 1024 * 1024)
  expect((await open('POST', `/one${maps}`, { body })).statusCode).toBe(413)
  const chunked = { 'transfer-encoding': 'chunked' }
  expect((await open('POST', `/one${maps}`, { body, headers: chunked })).statusCode).toBe(413)
})

test('a large answer is packed for who can unpack it', async () => {
  await ask('POST', `/one${maps}`, { body: configMap('large', 300_000) })
  const { incoming, bytes } = await ask('GET', `/one${maps}/large`, {
    headers: { 'accept-encoding': 'gzip' },
  })
  expect(incoming.headers['content-encoding']).toBe('gzip')
  expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({ metadata: { name: 'large' } })
  expect((await ask('GET', `/one${maps}/large`)).incoming.headers['content-encoding']).toBeUndefined()
  const { incoming: head, bytes: nothing } = await ask('HEAD', `/one${maps}/large`)
  expect([head.statusCode, nothing.length]).toEqual([200, 0])
})

test('a watch is told over HTTP and over WebSocket', async () => {
  const { bytes } = await ask('GET', `/two${maps}`)
  const { metadata } = JSON.parse(bytes.toString()) as { metadata: { resourceVersion: string } }
  const target = `/two${maps}?watch=true&resourceVersion=${metadata.resourceVersion}`
  const stream = await open('GET', target)
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${target}`, {
    headers: { authorization: 'Bearer token', origin: 'http://localhost' },
  })
  await once(socket, 'open')
  const chunk = once(stream, 'data')
  const frame = once(socket, 'message')
  await ask('POST', `/two${maps}`, { body: configMap('seen') })
  const told = { type: 'ADDED', object: { metadata: { name: 'seen' } } }
  expect(JSON.parse(String((await chunk)[0]))).toMatchObject(told)
  expect(JSON.parse(String((await frame)[0]))).toMatchObject(told)
  stream.destroy()
  socket.terminate()
})

test('a refused upgrade is an ordinary answer', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/two${maps}?watch=true`, {
    headers: { origin: 'http://localhost' },
  })
  socket.on('error', () => socket.terminate())
  const [, incoming] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
  expect(incoming.statusCode).toBe(401)
  incoming.resume()
})

test('the end does not wait for clients that do not answer, and comes once', async () => {
  const users = new Map([['token', { username: 'admin', groups: ['system:masters'] }]])
  const ending = await startClusters({
    clusters: { one: { path: ':memory:', encryptionKey: Buffer.alloc(32), users } },
  })
  const socket = connect(ending.port, '127.0.0.1')
  const lines = [
    `GET /one${maps}?watch=true HTTP/1.1`,
    'host: localhost',
    'authorization: Bearer token',
    'origin: http://localhost',
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  await once(socket, 'data')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const ended = Promise.all([ending.close(), ending.close()])
  // The close frame is read and not answered.
  await once(socket, 'data')
  vi.advanceTimersByTime(6000)
  vi.useRealTimers()
  await ended
  expect(ending.clusters.size).toBe(1)
})

test('what is no HTTP ends the connection and nothing else', async () => {
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => socket.destroy())
  socket.write('\u0000\u0001\u0002\r\n\r\n')
  await once(socket, 'close')
  expect((await ask('GET', '/one/healthz')).bytes.toString()).toBe('ok')
})
