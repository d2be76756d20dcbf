import { expect, test } from 'vitest'
import { claimOf } from './claim.ts'

test('an instance counts by its owner and its template', () => {
  expect(claimOf({ spec: { owner: { user: 'ada' }, templateRef: { name: 'small' } } })).toEqual({
    owner: { user: 'ada' },
    template: 'small',
    active: true,
  })
  expect(claimOf({ spec: {} })).toEqual({ active: true })
})
