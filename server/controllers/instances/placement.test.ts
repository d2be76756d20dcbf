import { expect, test } from 'vitest'
import { unsaidOwner } from './placement.ts'

const instance = { apiVersion: 'v1', kind: 'SpaceInstance', metadata: { name: 'dev' }, spec: {} }
const entry = { owner: { user: 'ada' }, active: true, since: '' }

test('an instance that says no owner has the one that it was counted for', () => {
  expect(unsaidOwner(instance, entry)).toEqual({ user: 'ada' })
  expect(unsaidOwner({ ...instance, spec: { owner: {} } }, entry)).toEqual({ user: 'ada' })
  expect(unsaidOwner({ ...instance, spec: { owner: { team: 'red' } } }, entry)).toBeUndefined()
  expect(unsaidOwner(instance, undefined)).toBeUndefined()
})
