import { expect, test } from 'vitest'
import { selectorText } from './selector-words.ts'

test.each([
  [{ matchLabels: { app: 'web', tier: 'front' } }, 'app=web,tier=front'],
  [
    {
      matchExpressions: [
        { key: 'env', operator: 'In', values: ['a', 'b'] },
        { key: 'old', operator: 'DoesNotExist' },
        { key: 'app', operator: 'Exists' },
        { key: 'zone', operator: 'NotIn', values: ['x'] },
      ],
    },
    'env in (a,b),!old,app,zone notin (x)',
  ],
  [{ app: 'web' }, 'app=web'],
  [{}, undefined],
  [undefined, undefined],
])('%j is written %s', (selector, text) => {
  expect(selectorText(selector)).toBe(text)
})
