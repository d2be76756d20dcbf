import { once } from 'node:events'
import { duplexPair } from 'node:stream'
import type { Duplex } from 'node:stream'
import { expect, onTestFinished, test, vi } from 'vitest'
import { dataFrame, FrameReader, openFrame, pingFrame, resetFrame } from '#kube/spdy-frames.ts'
import type { Frame } from '#kube/spdy-frames.ts'
import { SpdyConnection } from './spdy-connection.ts'
import type { SpdyStream } from './spdy-connection.ts'
import { HeaderBlocks } from './spdy-headers.ts'

interface Client {
  wire: Duplex
  /** Opens a stream and waits for it on the server's side. */
  open(id: number, headers?: Record<string, string>): Promise<SpdyStream>
  /** Opens a stream that the server resets. */
  refused(id: number): Promise<void>
  /** What the server has sent so far. */
  frames: Frame[]
  server: SpdyConnection
  ended: Promise<void>
}

function connect(): Client {
  const [wire, carrier] = duplexPair()
  const blocks = new HeaderBlocks()
  const opened = new Map<number, SpdyStream>()
  let newest = 0
  const server = new SpdyConnection(carrier, (stream) => opened.set(newest, stream))
  const frames: Frame[] = []
  const reader = new FrameReader()
  wire.on('data', (bytes: Buffer) => frames.push(...reader.read(bytes)))
  wire.on('error', () => undefined)
  const ended = server.run()
  onTestFinished(async () => {
    wire.destroy()
    carrier.destroy()
    await ended
    blocks.close()
  })
  return {
    wire,
    frames,
    server,
    ended,
    async open(id, headers = {}) {
      newest = id
      wire.write(openFrame(id, await blocks.pack(new Map(Object.entries(headers)))))
      return await vi.waitUntil(() => opened.get(id), { interval: 1 })
    },
    async refused(id) {
      wire.write(openFrame(id, await blocks.pack(new Map())))
      await expect.poll(() => frames).toContainEqual({ type: 'reset', stream: id })
    },
  }
}

test('a stream carries headers, bytes both ways, and an end of each side', async () => {
  const client = connect()
  const stream = await client.open(1, { streamtype: 'data', port: '80' })
  expect(stream.headers.get('port')).toBe('80')
  client.wire.write(dataFrame(1, Buffer.from('hello'), true))
  expect(String((await once(stream, 'data'))[0])).toBe('hello')
  await once(stream, 'end')
  stream.end('x'.repeat(100_000))
  await expect.poll(() => client.frames.some((frame) => frame.type === 'data' && frame.last)).toBe(true)
  const lengths = client.frames.flatMap((frame) => (frame.type === 'data' ? [frame.bytes.length] : []))
  expect(Math.max(...lengths)).toBeLessThanOrEqual(32 * 1024)
  expect(lengths.reduce((sum, length) => sum + length)).toBe(100_000)
})

test('a stream that nobody reads holds its sender up', async () => {
  const client = connect()
  const stream = await client.open(1)
  let received = 0
  for (let count = 0; count < 50; count += 1) client.wire.write(dataFrame(1, Buffer.alloc(16 * 1024), false))
  await expect.poll(() => stream.readableLength).toBeGreaterThanOrEqual(64 * 1024)
  client.wire.write(pingFrame(1))
  stream.on('data', (bytes: Buffer) => (received += bytes.length))
  // The connection went on only because it was read: the ping behind all that is answered last.
  await expect.poll(() => client.frames).toContainEqual({ type: 'ping', id: 1 })
  expect(received).toBe(50 * 16 * 1024)
})

test('pings are answered, resets close, and an old number opens nothing', async () => {
  const client = connect()
  const stream = await client.open(3)
  client.wire.write(pingFrame(5))
  await expect.poll(() => client.frames).toContainEqual({ type: 'ping', id: 5 })
  client.wire.write(resetFrame(3, 5))
  await once(stream, 'close')
  await client.refused(1)
  await client.refused(4)
})

test('what is no SPDY ends the connection and its streams, and so does the server', async () => {
  const noisy = connect()
  const lost = await noisy.open(1)
  const closed = once(lost, 'close')
  noisy.wire.write('GET / HTTP/1.1\r\n\r\n'.repeat(4))
  await Promise.all([closed, noisy.ended])
  const client = connect()
  await client.open(1)
  client.server.close()
  await expect.poll(() => client.frames).toContainEqual({ type: 'goAway' })
})
