import { expect, test } from 'vitest'
import { formatDuration, formatSeconds, pullDelay, restartDelay } from './back-off.ts'

test('the first restart is at once, later ones wait twice as long each time up to five minutes', () => {
  expect([0, 1, 2, 3, 5, 6, 60].map((restarts) => restartDelay(restarts, 1000))).toEqual([
    0, 10_000, 20_000, 40_000, 160_000, 300_000, 300_000,
  ])
})

test('a container that ran for ten minutes is forgiven', () => {
  expect([restartDelay(9, 599_000), restartDelay(9, 600_000)]).toEqual([300_000, 0])
})

test('an image is tried again later each time', () => {
  expect([1, 2, 6, 9].map(pullDelay)).toEqual([10_000, 20_000, 300_000, 300_000])
})

test('durations read as Go writes them', () => {
  expect([10_000, 80_000, 300_000].map(formatSeconds)).toEqual(['10s', '1m20s', '5m0s'])
  expect([850, 1204, 3000, 61_500].map(formatDuration)).toEqual(['850ms', '1.204s', '3s', '1m1.5s'])
})
