import { expect, test } from 'vitest'
import { refusedRoles } from './shared-roles.ts'

test('a space gives what everybody may give and what its template names', () => {
  const extra = [{ clusterRole: 'cluster-admin' }, { clusterRole: 'edit' }, {}]
  expect(refusedRoles({ extra })).toEqual(['cluster-admin'])
  expect(refusedRoles({ template: { defaultClusterRole: 'cluster-admin' }, extra })).toEqual([])
  expect(refusedRoles({ template: { rules: [{ clusterRole: 'cluster-admin' }] }, extra })).toEqual([])
  expect(refusedRoles({ template: {} })).toEqual([])
})

test('a template of its own gives a space no more than its rules may', () => {
  const template = { defaultClusterRole: 'cluster-admin', rules: [{ clusterRole: 'edit' }] }
  const extra = [{ clusterRole: 'cluster-admin' }]
  expect(refusedRoles({ template, isOwn: true, extra })).toEqual(['cluster-admin'])
})
