import { alreadyExists, forbidden, invalid } from '#kube/status.ts'
import { expect, test } from 'vitest'
import { fieldErrors } from './field-errors.ts'

const known = ['metadata.name', 'spec.displayName', 'spec.users']
const red = { group: 'g', kind: 'Team', name: 'red' }

test('causes show at their fields, entries at their list', () => {
  const error = invalid(red, [
    { field: 'metadata.name', message: 'is too long' },
    { field: 'spec.users[2]', message: 'no such user' },
  ])
  expect(fieldErrors(error, known)).toEqual({
    fields: { 'metadata.name': 'is too long', 'spec.users': 'no such user' },
  })
})

test('what the form does not show is said at the form', () => {
  const error = invalid(red, [{ field: 'spec.owner.user', message: 'must exist' }])
  expect(fieldErrors(error, known)).toEqual({ fields: {}, form: 'spec.owner.user: must exist' })
})

test('a taken name is said at the name', () => {
  expect(
    fieldErrors(alreadyExists({ group: 'g', plural: 'teams', name: 'red' }), known).fields,
  ).toHaveProperty(['metadata.name'])
})

test('an error without causes is said as it is', () => {
  const error = forbidden({ group: 'g', plural: 'teams' }, 'User "ada" cannot create')
  expect(fieldErrors(error, known)).toEqual({ fields: {}, form: error.message })
})
