import { expect, test } from 'vitest'
import { failure, invalid, StatusError } from '#kube/status.ts'
import { passwordProblems, refusalWords } from './password-rules.ts'

const good = { currentPassword: 'the-old-one', password: 'the-new-one', again: 'the-new-one' }

test.each([
  [good, {}],
  [{ ...good, currentPassword: '' }, { currentPassword: 'Type your present password.' }],
  [{ ...good, password: 'short', again: 'short' }, { password: 'Give at least 8 characters.' }],
  [
    { ...good, password: 'the-old-one', again: 'the-old-one' },
    { password: 'This is your present password. Choose another one.' },
  ],
  [{ ...good, again: 'the-new-on' }, { again: 'The two are not the same.' }],
])('%o has the problems %o', (values, problems) => {
  expect(passwordProblems(values)).toEqual(problems)
})

test('what the server refuses is said at its field', () => {
  const kind = { group: 'g', kind: 'UserProfile', name: 'maya' }
  const wrong = invalid(kind, [{ field: 'currentPassword', message: 'it is not the present password' }])
  expect(refusalWords(wrong)).toEqual({
    fields: { currentPassword: 'This is not your present password.' },
  })
  const short = invalid(kind, [{ field: 'password', message: 'must be longer' }])
  expect(refusalWords(short)).toEqual({ fields: { password: 'must be longer' } })
  const busy = new StatusError(failure(429, 'TooManyRequests', 'too many'))
  expect(refusalWords(busy).form).toMatch(/Too many tries/)
})
