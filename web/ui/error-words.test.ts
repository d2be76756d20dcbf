import { failure, forbidden, noSuchResource, notFound, StatusError } from '#kube/status.ts'
import { unreachable } from '#web/data/client.ts'
import { expect, test } from 'vitest'
import { errorWords, sentence } from './error-words.ts'

test('a page whose server is away tries again by itself', () => {
  expect(errorWords(unreachable())).toMatchObject({ title: 'The server cannot be reached', retries: true })
  expect(errorWords(new StatusError(failure(503, 'ServiceUnavailable', 'starting'))).retries).toBe(true)
})

test('what one may not see names the verb and who can help', () => {
  const words = errorWords(forbidden({ group: 'g', plural: 'teams' }, 'User "ada" cannot list'))
  expect(words.advice).toBe('User "ada" cannot list. Ask a platform admin for the right to it.')
  expect(words.retries).toBe(false)
})

test('what is not there, or not for this person, is named with who can help', () => {
  expect(errorWords(notFound({ group: 'g', plural: 'projects', name: 'data' })).advice).toBe(
    'You see no project “data”. It was deleted or renamed, or you are not a member: an admin of the project or a ' +
      'platform admin can make you one.',
  )
  expect(errorWords(notFound({ group: 'g', plural: 'spaceinstances', name: 'x' })).advice).toMatch(
    /^You see no space “x”\. .* its owner or an admin of the project can share it\.$/,
  )
  expect(errorWords(noSuchResource()).advice).toMatch(/who may see it: a platform admin can look\.$/)
})

test('who sees everything is sent to nobody for what is not there', () => {
  const nothing = notFound({ group: 'g', plural: 'teams', name: 'x' })
  expect(errorWords(nothing).advice).toMatch(/platform admin can add you\.$/)
  expect(errorWords(nothing, { isAdmin: true }).advice).toBe(
    'You see no team “x”. It was deleted or renamed, or its name is mistyped.',
  )
})

test('sentences end once', () => {
  expect(sentence('not now')).toBe('Not now.')
  expect(sentence('Not now.')).toBe('Not now.')
  expect(sentence('not for \u202Enimda')).toBe('Not for ‹U+202E›nimda.')
  expect(sentence('no YAML at line 1:')).toBe('No YAML at line 1.')
})
