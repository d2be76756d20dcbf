import { failure } from '#kube/status.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { follow, rightsEnded, type Followed, type SocketListener } from './follow.ts'

/** What the server did to the sockets that were opened, and what following made of it. */
function setUp(readAgain: () => Promise<boolean> = async () => true) {
  const sockets: SocketListener[] = []
  const followed = {
    open: (listener: SocketListener) => {
      sockets.push(listener)
      return { close: () => listener.closed(1000) }
    },
    apply: vi.fn<Followed['apply']>(),
    readAgain: vi.fn<Followed['readAgain']>(readAgain),
    tell: vi.fn<Followed['tell']>(),
    rightsChanged: vi.fn<Followed['rightsChanged']>(),
  }
  const following = follow(followed)
  const last = (): SocketListener => {
    const socket = sockets.at(-1)
    if (socket === undefined) throw new Error('no socket was opened')
    return socket
  }
  return { ...followed, following, sockets, last }
}

function event(type: 'ADDED' | 'BOOKMARK', name: string): string {
  return JSON.stringify({ type, object: { metadata: { name } } })
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('events of one frame are applied together', () => {
  const { last, apply, tell } = setUp()
  last().opened()
  last().message(event('ADDED', 'red'))
  last().message(event('ADDED', 'blue'))
  expect(apply).not.toHaveBeenCalled()
  vi.advanceTimersByTime(16)
  expect(apply).toHaveBeenCalledTimes(1)
  expect(apply.mock.calls[0]?.[0]).toHaveLength(2)
  expect(tell.mock.calls).toEqual([[true]])
})

test('while changes go on, frames are left to others', () => {
  const { last, apply } = setUp()
  last().opened()
  for (let count = 0; count < 20; count += 1) {
    last().message(event('ADDED', `pod-${count}`))
    vi.advanceTimersByTime(10)
  }
  // 50 ms and a frame of 16 apart.
  expect(apply).toHaveBeenCalledTimes(3)
  vi.advanceTimersByTime(66)
  expect(apply.mock.calls.flatMap(([changes]) => changes)).toHaveLength(20)
  vi.advanceTimersByTime(1_000)
  last().message(event('ADDED', 'late'))
  vi.advanceTimersByTime(16)
  expect(apply.mock.lastCall?.[0]).toHaveLength(1)
})

test('a stream that ends is resumed without reading again', async () => {
  const { last, sockets, readAgain, tell } = setUp()
  last().opened()
  last().closed(1006)
  await vi.advanceTimersByTimeAsync(0)
  expect(sockets).toHaveLength(2)
  last().opened()
  expect(readAgain).not.toHaveBeenCalled()
  expect(tell.mock.calls).toEqual([[true], [false], [true]])
})

test('410 means to read again before watching again, and that rights may have changed', async () => {
  const { last, sockets, readAgain, rightsChanged } = setUp()
  last().opened()
  last().message(JSON.stringify({ type: 'ERROR', object: failure(410, 'Expired', 'too old') }))
  await vi.advanceTimersByTimeAsync(0)
  expect(rightsChanged).toHaveBeenCalledTimes(1)
  expect(readAgain).toHaveBeenCalledTimes(1)
  expect(sockets).toHaveLength(2)
})

test('when rights end, the whole is read again', async () => {
  const { last, readAgain, rightsChanged } = setUp()
  last().opened()
  last().closed(rightsEnded)
  await vi.advanceTimersByTimeAsync(0)
  expect(rightsChanged).toHaveBeenCalledTimes(1)
  expect(readAgain).toHaveBeenCalledTimes(1)
})

test('while the server is away it is asked at least every 2.4 seconds', async () => {
  let back = false
  const { last, sockets, readAgain } = setUp(async () => back)
  last().opened()
  last().closed(1006)
  await vi.advanceTimersByTimeAsync(0)
  last().closed(1006)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(readAgain.mock.calls.length).toBeGreaterThan(20)
  back = true
  await vi.advanceTimersByTimeAsync(2_400)
  expect(sockets).toHaveLength(3)
})

test('a network that comes back is not kept waiting', async () => {
  const { last, sockets, following } = setUp()
  last().closed(1006)
  await vi.advanceTimersByTimeAsync(0)
  last().closed(1006)
  following.hurry()
  await vi.advanceTimersByTimeAsync(0)
  expect(sockets).toHaveLength(3)
})

test('what is stopped stays stopped, and loses nothing that had arrived', async () => {
  const { last, sockets, apply, following } = setUp()
  last().opened()
  last().message(event('ADDED', 'red'))
  following.stop()
  expect(apply).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sockets).toHaveLength(1)
})
