import { expect, test } from 'vitest'
import { refusedRoles } from './shared-roles.ts'

const extra = [{ clusterRole: 'cluster-admin' }, { clusterRole: 'edit' }, {}]

test('a space gives what everybody may give and what its template names', () => {
  expect(refusedRoles({ extra })).toEqual(['cluster-admin'])
  expect(refusedRoles({ extra, template: { defaultClusterRole: 'cluster-admin' } })).toEqual([])
  expect(refusedRoles({ extra, template: { rules: [{ clusterRole: 'cluster-admin' }] } })).toEqual([])
})

test('a template of its own names nothing more', () => {
  const template = { defaultClusterRole: 'cluster-admin', rules: [{ clusterRole: 'edit' }] }
  expect(refusedRoles({ template, isOwn: true })).toEqual(['cluster-admin'])
})
