import { expect, test } from 'vitest'
import { readTime, writeTime } from './time.ts'

test('times are written in whole seconds, and read again', () => {
  expect(writeTime(1_700_000_000_999)).toBe('2023-11-14T22:13:20Z')
  expect(readTime('2023-11-14T22:13:20Z')).toBe(1_700_000_000_000)
  expect([readTime(''), readTime(undefined), readTime(null)]).toEqual([0, 0, 0])
})
