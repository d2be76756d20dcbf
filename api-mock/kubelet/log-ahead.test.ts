import { expect, test } from 'vitest'
import { readAhead } from './log-ahead.ts'
import type { LogLine } from './log-lines.ts'

/** A container that says something all so many milliseconds, and how often that was asked for. */
function speaker(every: number) {
  const asked: [number, number][] = []
  const made = (from: number, to: number): LogLine[] => {
    asked.push([from, to])
    const first = Math.ceil(from / every)
    return Array.from({ length: Math.ceil(to / every) - first }, (_, index) => ({
      at: (first + index) * every,
      text: String(first + index),
    }))
  }
  return { made, asked }
}

const textsOf = (lines: readonly LogLine[]): string[] => lines.map(({ text }) => text)

test('each line comes once and in its time', () => {
  const ahead = readAhead(speaker(400).made, 1000)
  expect(ahead.next()).toBe(1200)
  expect(textsOf(ahead.take(1200))).toEqual([])
  expect(textsOf(ahead.take(2100))).toEqual(['3', '4', '5'])
  expect(ahead.next()).toBe(2400)
  expect(textsOf(ahead.take(2300))).toEqual([])
  expect(textsOf(ahead.take(3000))).toEqual(['6', '7'])
})

test.each([
  [10, 2],
  [500, 3],
  [10_000, 4],
])('following what speaks each %i ms needs few looks', (every, most) => {
  const { made, asked } = speaker(every)
  const ahead = readAhead(made, 0)
  const said: string[] = []
  for (let now = 0; now < 2000; now += 100) {
    ahead.next()
    said.push(...textsOf(ahead.take(now)))
  }
  expect(said).toEqual(textsOf(speaker(every).made(0, 1900)))
  expect(asked.length).toBeLessThanOrEqual(most)
})

test('a clock that leaps costs one look', () => {
  const { made, asked } = speaker(60_000)
  const ahead = readAhead(made, 0)
  ahead.next()
  const before = asked.length
  expect(ahead.take(600_001)).toHaveLength(11)
  expect(asked.length - before).toBe(1)
})
