import { expect, test } from 'vitest'
import { LineRing } from './line-ring.ts'
import { ratesOf } from './rate.ts'

const now = Date.parse('2026-03-01T12:01:00.500Z')

function ringOf(times: readonly string[]): LineRing {
  const ring = new LineRing()
  ring.append(new TextEncoder().encode(times.map((time) => `2026-03-01T${time}Z x\n`).join('')))
  return ring
}

test('lines are counted by the second in which they were written', () => {
  const rates = ratesOf(ringOf(['11:00:00.1', '12:00:30.1', '12:00:59.1', '12:00:59.9', '12:01:00.2']), now)
  expect(rates).toHaveLength(60)
  expect(rates.slice(-2)).toEqual([2, 1])
  expect(rates[29]).toBe(1)
  expect(rates.reduce((sum, rate) => sum + rate)).toBe(4)
})

test('a log without lines has none', () => {
  expect(ratesOf(ringOf([]), now).every((rate) => rate === 0)).toBe(true)
})
