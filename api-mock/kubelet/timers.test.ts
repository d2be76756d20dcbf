import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Timers } from './timers.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('keys are due in the order of their times, each at its newest time only', () => {
  const seen: [number, string[]][] = []
  const start = Date.now()
  const timers = new Timers(Date.now, (keys) => seen.push([Date.now() - start, keys.toSorted()]))
  for (const [key, after] of Object.entries({ d: 40, a: 10, c: 30, b: 20, e: 50 }))
    timers.set(key, start + after)
  timers.set('c', start + 5)
  timers.set('d', undefined)
  timers.set('b', start + 10)
  vi.advanceTimersByTime(100)
  expect(seen).toEqual([
    [5, ['c']],
    [10, ['a', 'b']],
    [50, ['e']],
  ])
})

test('there is one timer for all, and none when nothing waits', () => {
  const timers = new Timers(Date.now, () => undefined)
  for (let index = 0; index < 100; index += 1) timers.set(String(index), Date.now() + 1000 - index)
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(1000)
  expect(vi.getTimerCount()).toBe(0)
})

test('after its stop nothing is due', () => {
  const seen: string[] = []
  const timers = new Timers(Date.now, (keys) => seen.push(...keys))
  timers.set('a', Date.now() + 10)
  timers.stop()
  vi.advanceTimersByTime(20)
  expect(seen).toEqual([])
})
