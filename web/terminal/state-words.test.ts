import { expect, test } from 'vitest'
import { stateTone, stateWords } from './state-words.ts'

test('a state says how a shell ended', () => {
  expect(stateWords({ is: 'ended', code: 3, told: '' })).toBe('ended with code 3')
  expect(stateWords({ is: 'ended', told: 'gone' })).toBe('ended')
  expect(stateWords({ is: 'lost' })).toBe('reconnecting')
})

test('only an end in order is quiet', () => {
  expect(stateTone({ is: 'ended', code: 0, told: '' })).toBe('unknown')
  expect(stateTone({ is: 'ended', code: 1, told: '' })).toBe('bad')
  expect(stateTone({ is: 'ended', told: 'gone' })).toBe('bad')
})
