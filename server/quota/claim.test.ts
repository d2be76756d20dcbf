import { expect, test } from 'vitest'
import { claimOf } from './claim.ts'

test('an instance counts by its owner and its template, and as active whatever it says of itself', () => {
  const instance = {
    metadata: { name: 'dev', annotations: { 'sleepmode.loft.sh/force': 'true' } },
    spec: { owner: { user: 'ada' }, templateRef: { name: 'small' } },
  }
  expect(claimOf(instance)).toEqual({ owner: { user: 'ada' }, template: 'small', active: true })
  expect(claimOf({ spec: {} })).toEqual({ active: true })
})
