import { expect, test } from 'vitest'
import { nameProblem, nextName, suggestName, typingProblem } from './names.ts'

test.each([
  ['Data Platform', 56, 'data-platform'],
  ['  Équipe n° 7! ', 56, 'equipe-n-7'],
  ['Straße', 56, 'strasse'],
  ['日本', 56, ''],
  ['abc def', 5, 'abc-d'],
  ['abcd efg', 5, 'abcd'],
])('%j in %i characters suggests %j', (title, most, name) => {
  expect(suggestName(title, most)).toBe(name)
})

test.each([
  ['red', undefined],
  ['7', undefined],
  ['', 'A name is needed.'],
  ['Red', 'Only lower-case letters, digits and hyphens.'],
  ['-red', 'Starts and ends with a letter or a digit.'],
  ['red-', 'Starts and ends with a letter or a digit.'],
  ['abcdefghijk', 'At most 10 characters, so that names made from it still fit.'],
])('%j: %s', (name, problem) => {
  expect(nameProblem(name, 10)).toBe(problem)
})

test.each([
  ['', undefined],
  ['red-', undefined],
  ['-', 'Starts and ends with a letter or a digit.'],
  ['My dev', 'Only lower-case letters, digits and hyphens.'],
  ['abcdefghijk', 'At most 10 characters, so that names made from it still fit.'],
])('while it is typed, %j: %s', (name, problem) => {
  expect(typingProblem(name, 10)).toBe(problem)
})

test.each([
  ['dev', 'dev-2'],
  ['dev-2', 'dev-3'],
  ['dev-9', 'dev-10'],
  ['abcdefghij', 'abcdefgh-2'],
  ['abcdefg-hi', 'abcdefg-2'],
])('after %s comes %s', (name, next) => {
  expect(nextName(name, 10)).toBe(next)
})
