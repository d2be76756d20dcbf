import { expect, test } from 'vitest'
import { ownerWords } from './object-words.ts'

test('an owner is named, and cannot pass for another one', () => {
  expect(ownerWords({ spec: { owner: { team: 'red' } } })).toBe('team red')
  expect(ownerWords({ spec: { owner: { user: 'ada\u200B' } } })).toBe('ada‹U+200B›')
  expect(ownerWords({ spec: { owner: { user: '' } } })).toBeUndefined()
})
