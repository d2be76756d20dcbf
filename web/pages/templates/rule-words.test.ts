import { expect, test } from 'vitest'
import { ruleWords } from './rule-words.ts'

test.each([
  [{}, ''],
  [{ required: true, min: 1, max: 5 }, 'Required. From 1 to 5.'],
  [{ min: 2 }, 'At least 2.'],
  [{ max: 2, options: ['1', '2'] }, 'One of 1, 2. At most 2.'],
  [{ validation: '^a', invalidation: 'b$' }, 'Matches ^a Does not match b$'],
])('%j: %s', (parameter, words) => {
  expect(ruleWords(parameter)).toBe(words)
})
