import { expect, test } from 'vitest'
import { nameBeside, ownerWords } from './object-words.ts'

test('an owner is named, and cannot pass for another one', () => {
  expect(ownerWords({ spec: { owner: { team: 'red' } } })).toBe('team red')
  expect(ownerWords({ spec: { owner: { user: 'ada\u200B' } } })).toBe('ada‹U+200B›')
  expect(ownerWords({ spec: { owner: { user: '' } } })).toBeUndefined()
})

test('a name is not said twice, but for what its title does not say', () => {
  const beside = (name: string, displayName?: string) =>
    nameBeside({ metadata: { name }, spec: { displayName } })
  expect(beside('checkout', 'Checkout')).toBeUndefined()
  expect(beside('near-by', 'Near by!')).toBeUndefined()
  expect(beside('checkout')).toBeUndefined()
  expect(beside('shop', 'Checkout')).toBe('shop')
  expect(beside('shop-2', 'Shop')).toBe('shop-2')
})
