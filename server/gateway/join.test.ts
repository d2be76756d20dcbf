import { Duplex } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { join } from './join.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A socket whose peer takes what is written only when told. */
function slow() {
  const taken: string[] = []
  const waiting: (() => void)[] = []
  const socket = new Duplex({
    read() {},
    write(chunk: Buffer, _, done) {
      waiting.push(() => {
        taken.push(chunk.toString())
        done()
      })
    },
  })
  return { socket, taken, take: () => waiting.shift()?.() }
}

const closed = (socket: Duplex) => new Promise<void>((resolve) => socket.once('close', () => resolve()))

test('what one side sent before it left reaches a slow other side', async () => {
  const client = slow()
  const upstream = slow()
  const ended = vi.fn<() => void>()
  join(client.socket, upstream.socket, ended)
  upstream.socket.push('the last words')
  await vi.waitUntil(() => client.socket.writableLength > 0)
  const gone = closed(upstream.socket)
  upstream.socket.destroy()
  await gone
  expect(client.socket.destroyed).toBe(false)
  const both = closed(client.socket)
  client.take()
  await both
  expect(client.taken).toEqual(['the last words'])
  expect(ended).toHaveBeenCalled()
})

test('a side that nobody reads is cut after a while', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const client = slow()
  const upstream = slow()
  join(client.socket, upstream.socket, () => {})
  client.socket.write('held')
  const gone = closed(upstream.socket)
  upstream.socket.destroy()
  await gone
  const both = closed(client.socket)
  vi.advanceTimersByTime(30_000)
  await both
  expect(client.taken).toEqual([])
})

test('a side that breaks takes the other with it', async () => {
  const client = slow()
  const upstream = slow()
  join(client.socket, upstream.socket, () => {})
  client.socket.write('held')
  const both = closed(client.socket)
  upstream.socket.destroy(new Error('reset'))
  await both
  expect(client.taken).toEqual([])
})
