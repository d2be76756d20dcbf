import { expect, test } from 'vitest'
import { findByToken } from './tokens.ts'

test('a token finds its user, who is authenticated by it, and any other nobody', () => {
  const find = findByToken(new Map([['secret', { username: 'ada', groups: ['staff'] }]]))
  expect(find('secret')).toEqual({ username: 'ada', groups: ['staff', 'system:authenticated'] })
  expect(find('secre')).toBeUndefined()
  expect(find('')).toBeUndefined()
})
