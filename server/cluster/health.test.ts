import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openHealth, type Health } from './health.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a cluster is online when its watch is up, and offline when it stays down', () => {
  const told: Health[] = []
  const health = openHealth((change) => told.push(change))
  health.watching(true)
  health.watching(false)
  vi.advanceTimersByTime(4_000)
  health.watching(true)
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([{ online: true, message: '' }])
  health.failed(new Error('connect ECONNREFUSED'))
  health.watching(false)
  vi.advanceTimersByTime(5_000)
  expect(told[1]).toEqual({ online: false, message: 'connect ECONNREFUSED' })
  health.watching(true)
  expect(told[2]).toMatchObject({ online: true })
})

test('one that never answered is offline after a while, and nothing is told after the stop', () => {
  const told: Health[] = []
  openHealth((change) => told.push(change))
  vi.advanceTimersByTime(5_000)
  expect(told).toEqual([{ online: false, message: '' }])
  const other = openHealth((change) => told.push(change))
  other.stop()
  vi.advanceTimersByTime(60_000)
  expect(told).toHaveLength(1)
})
