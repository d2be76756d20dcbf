import { expect, test } from 'vitest'
import { compares, durationOf, formatDate, longest, split, unescape } from './shell-words.ts'

test('durations add up, and what is none never ends', () => {
  expect(durationOf(['1.5', '2m'])).toBe(121_500)
  expect(durationOf(['infinity'])).toBe(longest)
})

test.each([
  [['a', '=', 'a'], true],
  [['10', '-gt', '9'], true],
  [['a', '!=', 'a'], false],
  [['-n', 'a'], true],
  [['-z', 'a'], false],
  [[''], false],
])('test %j', (words, expected) => {
  expect(compares(words)).toBe(expected)
})

test('words and escapes are those of a shell', () => {
  expect(split('  a\t b\n')).toEqual(['a', 'b'])
  expect(unescape(String.raw`a\tb\n\\c`)).toBe('a\tb\n\\c')
})

test('a date has its usual form, or the one that is asked for', () => {
  const time = Date.UTC(2026, 0, 2, 3, 4, 5)
  expect(formatDate(time, [])).toBe('Fri Jan 02 03:04:05 UTC 2026')
  expect(formatDate(time, ['+%F %T %Z %s'])).toBe(`2026-01-02 03:04:05 UTC ${time / 1000}`)
})
