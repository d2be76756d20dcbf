import { expect, test } from 'vitest'
import { counted, inARow, named } from './name-words.ts'

test('what there is one of is counted as one', () => {
  expect(counted(1, 'space')).toBe('1 space')
  expect(counted(0, 'space')).toBe('0 spaces')
})

test.each([
  ['', []],
  ['a', ['a']],
  ['a, b and c', ['a', 'b', 'c']],
  ['a, b, c and 2 more', ['a', 'b', 'c', 'd', 'e']],
  ['a‹U+200B›', ['a\u200B']],
])('%j', (words, names) => {
  expect(named(names)).toBe(words)
})

test('parts stand in a row', () => {
  expect(inARow(['1 pod', '2 volumes'])).toBe('1 pod and 2 volumes')
})
