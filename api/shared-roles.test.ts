import { expect, test } from 'vitest'
import { refusedRoles } from './shared-roles.ts'

test('a space gives what everybody may give and what its template names', () => {
  const extra = [{ clusterRole: 'cluster-admin' }, { clusterRole: 'edit' }, {}]
  expect(refusedRoles(undefined, extra)).toEqual(['cluster-admin'])
  expect(refusedRoles({ defaultClusterRole: 'cluster-admin' }, extra)).toEqual([])
  expect(refusedRoles({ rules: [{ clusterRole: 'cluster-admin' }] }, extra)).toEqual([])
  expect(refusedRoles({})).toEqual([])
})
