import { expect, test } from 'vitest'
import { fillOf, headroomWords, ownLimitWords, previewWords, quotaKeyWords } from './quota-words.ts'

test.each([
  ['virtualclusterinstances', 'Virtual clusters'],
  ['spaceinstances.active', 'Spaces awake'],
  ['spaceinstances.template=small', 'Spaces from template small'],
  ['requests.cpu', 'requests.cpu'],
  ['spaceinstances.other', 'spaceinstances.other'],
])('%s is said as %s', (key, words) => {
  expect(quotaKeyWords(key)).toBe(words)
})

test.each([
  [{ used: 3, limit: 5 }, '2 left', 'free'],
  [{ used: 5, limit: 5 }, 'none left', 'full'],
  [{ used: 6, limit: 5 }, '1 over the limit', 'over'],
  [{ used: 0, limit: 0 }, 'none left', 'full'],
  [{ used: 7 }, 'no limit', 'free'],
])('%j has %s', (use, words, fill) => {
  expect(headroomWords(use)).toBe(words)
  expect(fillOf(use)).toBe(fill)
})

test('a preview says what is and what would be', () => {
  expect(previewWords({ used: 3, limit: 5, after: 4 })).toBe('3 of 5 → 4 of 5')
  expect(previewWords({ used: 5, limit: 5, after: 6 })).toBe('5 of 5 → 6 of 5, 1 over the limit')
  expect(previewWords({ used: 5, limit: 5, after: 5 })).toBe('5 of 5')
  expect(previewWords({ used: 2, after: 3 })).toBe('2 → 3')
})

test('what each may have is one sentence', () => {
  expect(ownLimitWords([])).toMatch(/^Nobody is limited/)
  expect(
    ownLimitWords([
      { key: 'virtualclusterinstances', limit: 3 },
      { key: 'spaceinstances.template=gpu', limit: 1 },
    ]),
  ).toBe('For each person and each team at most: virtual clusters 3, spaces from template gpu 1.')
})
