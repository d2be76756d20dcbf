import { expect, test } from 'vitest'
import { clockOf } from './line-time.ts'

test('a time is of the person’s zone, and has its day where that is another one', () => {
  const moment = new Date(2026, 2, 1, 9, 5, 7, 42)
  const time = moment.toISOString()
  expect(clockOf(time, moment.getTime())).toBe('09:05:07.042')
  expect(clockOf(time, moment.getTime() + 86_400_000)).toBe('2026-03-01 09:05:07.042')
  expect(clockOf('', 0)).toBe('')
})
