import { expect, test } from 'vitest'
import { listed } from './listed.ts'

test('few names are all said, of many some', () => {
  expect(listed(['b', 'a'])).toBe('a, b')
  expect(listed(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more')
})
