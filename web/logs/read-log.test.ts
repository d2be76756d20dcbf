import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LineRing } from './line-ring.ts'
import { readLog, type LogListener, type ReadingState } from './read-log.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A reading whose sockets the test plays. */
function play({ may = true, why }: { may?: boolean; why?: string } = {}) {
  const ring = new LineRing()
  const asked: string[] = []
  const states: ReadingState[] = []
  const listeners: LogListener[] = []
  const reader = readLog({
    ring,
    query: new URLSearchParams('follow=true&tailLines=10'),
    open(query, listener) {
      asked.push(query.toString())
      listeners.push(listener)
      return { close: () => {} }
    },
    whyRefused: () => Promise.resolve(why),
    mayStill: () => Promise.resolve(may),
    tell: (state) => states.push(state),
    changed: () => {},
  })
  const now = (): LogListener => {
    const listener = listeners.at(-1)
    if (listener === undefined) throw new Error('nothing was opened')
    return listener
  }
  return {
    reader,
    asked,
    states,
    opened: () => now().opened(),
    say: (text: string) => now().bytes(encoder.encode(text)),
    close: async (code: number) => {
      now().closed(code)
      await vi.advanceTimersByTimeAsync(0)
    },
    lines: () => Array.from({ length: ring.end }, (_, index) => decoder.decode(ring.line(index))),
    last: () => states.at(-1),
  }
}

const one = '2026-03-01T12:00:01.500000000Z one'
const two = '2026-03-01T12:00:01.600000000Z two'
const three = '2026-03-01T12:00:02.000000000Z three'

test('a lost stream is read on with no line missing and none doubled', async () => {
  const log = play()
  log.opened()
  log.say(`${one}\n${two.slice(0, 20)}`)
  await log.close(1006)
  expect(log.asked[1]).toBe('follow=true&sinceTime=2026-03-01T12%3A00%3A01Z')
  expect(log.last()).toEqual({ is: 'away' })
  log.opened()
  log.say(`${one}\n${two}\n${three}\n`)
  expect(log.lines()).toEqual([one, two, three])
  expect(log.last()).toEqual({ is: 'live' })
})

test('a stream that brought nothing is asked for as at first, later and later', async () => {
  const log = play()
  log.opened()
  await log.close(1006)
  expect(log.asked).toHaveLength(2)
  await log.close(1006)
  expect(log.asked).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1_300)
  expect(log.asked).toEqual(Array(3).fill('follow=true&tailLines=10'))
})

test('a container that has ended is read on when it was started again', async () => {
  const log = play()
  log.opened()
  log.say(one)
  await log.close(1000)
  expect(log.lines()).toEqual([one])
  expect(log.last()).toEqual({ is: 'ended' })
  log.reader.goOn()
  log.opened()
  log.say(`${three}\n`)
  expect(log.lines()).toEqual([one, three])
})

test('who may not read it any more is told so, and asks no more', async () => {
  const log = play({ may: false })
  log.opened()
  await log.close(4401)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(log.asked).toHaveLength(1)
  expect(log.last()).toMatchObject({ is: 'refused' })
})

test('what refuses the handshake is told in its words', async () => {
  const log = play({ why: 'There is no such pod.' })
  await log.close(1006)
  expect(log.last()).toEqual({ is: 'refused', why: 'There is no such pod.' })
  expect(log.asked).toHaveLength(1)
})

test('what is stopped tells nothing more', async () => {
  const log = play()
  log.reader.stop()
  await log.close(1006)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(log.states).toEqual([{ is: 'opening' }])
  expect(log.asked).toHaveLength(1)
})
