import { failure, forbidden, StatusError } from '#kube/status.ts'
import { unreachable } from '#web/data/client.ts'
import { expect, test } from 'vitest'
import { errorWords, sentence } from './error-words.ts'

test('a page whose server is away tries again by itself', () => {
  expect(errorWords(unreachable())).toMatchObject({ title: 'The server cannot be reached', retries: true })
  expect(errorWords(new StatusError(failure(503, 'ServiceUnavailable', 'starting'))).retries).toBe(true)
})

test('what one may not see names the verb and who can help', () => {
  const words = errorWords(forbidden({ group: 'g', plural: 'teams' }, 'User "ada" cannot list'))
  expect(words.advice).toBe(
    'Teams.g is forbidden: User "ada" cannot list. Ask a platform admin for the right to it.',
  )
  expect(words.retries).toBe(false)
})

test('sentences end once', () => {
  expect(sentence('not now')).toBe('Not now.')
  expect(sentence('Not now.')).toBe('Not now.')
  expect(sentence('no YAML at line 1:')).toBe('No YAML at line 1.')
})
