import { expect, test } from 'vitest'
import { fitting } from './dock-size.ts'

test('a dock leaves room for the page, and is never too low to read', () => {
  expect(fitting(300, 900)).toBe(300)
  expect(fitting(2_000, 900)).toBe(756)
  expect(fitting(10, 900)).toBe(120)
  expect(fitting(300, 200)).toBe(120)
})
