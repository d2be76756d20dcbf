import { failure, StatusError, unauthorized } from '#kube/status.ts'
import { expect, test } from 'vitest'
import { signInWords } from './sign-in-words.ts'

function tooMany(details?: { retryAfterSeconds: number }): StatusError {
  return new StatusError(failure(429, 'TooManyRequests', 'slow down', details))
}

test('a wrong password and too many of them are told apart', () => {
  expect(signInWords(unauthorized())).toBe('User name or password is wrong.')
  expect(signInWords(tooMany())).toBe('Too many attempts. Wait a little and try again.')
  expect(signInWords(tooMany({ retryAfterSeconds: 30 }))).toBe('Too many attempts. Try again in 30 seconds.')
  expect(signInWords(tooMany({ retryAfterSeconds: 100 }))).toBe('Too many attempts. Try again in 2 minutes.')
})
