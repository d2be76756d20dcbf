import { expect, test } from 'vitest'
import { bindings, grantedRoles, isOurBinding, refusedRoles, withoutRoles } from './access.ts'

const maya = { user: 'maya', subject: 'loft:user:maya', teams: ['checkout'] }
const jonas = { user: 'jonas', subject: 'loft:user:jonas', teams: ['checkout'] }
const lena = { user: 'lena', subject: 'loft:user:lena', teams: ['search'] }

test('whoever may use it has the usual role, or the default of the template', () => {
  expect(grantedRoles([maya, jonas], { otherwise: 'admin' })).toEqual(
    new Map([['admin', ['loft:user:jonas', 'loft:user:maya']]]),
  )
  expect(grantedRoles([maya], { otherwise: 'admin', template: { defaultClusterRole: 'view' } })).toEqual(
    new Map([['view', ['loft:user:maya']]]),
  )
})

test('a rule that names somebody counts in the place of the default', () => {
  const granted = grantedRoles([maya, jonas, lena], {
    otherwise: 'admin',
    template: { rules: [{ teams: ['checkout'], clusterRole: 'edit' }] },
    extra: [{ users: ['maya'], clusterRole: 'view' }, { users: ['lena'] }],
  })
  expect(Object.fromEntries(granted)).toEqual({
    edit: ['loft:user:jonas', 'loft:user:maya'],
    view: ['loft:user:maya'],
    admin: ['loft:user:lena'],
  })
})

test('a rule gives nothing to somebody who may not use it', () => {
  const extra = [{ users: ['*'], clusterRole: 'view' }]
  expect(Object.fromEntries(grantedRoles([maya], { otherwise: 'admin', extra }))).toEqual({
    view: ['loft:user:maya'],
  })
})

test('a binding is named after its role and known again', () => {
  const [binding] = bindings(new Map([['edit', ['loft:user:maya']]]), 'RoleBinding', 'web-s-dev')
  expect(binding).toMatchObject({
    metadata: { name: 'aerie:access:edit', namespace: 'web-s-dev' },
    roleRef: { kind: 'ClusterRole', name: 'edit' },
    subjects: [{ kind: 'User', name: 'loft:user:maya' }],
  })
  expect(binding !== undefined && isOurBinding(binding)).toBe(true)
  expect(isOurBinding({ metadata: { name: 'aerie:access:edit' } })).toBe(false)
})

test('nobody gives more in a space than the roles that are for it, unless its template names them', () => {
  const sources = { otherwise: 'admin', extra: [{ users: ['maya'], clusterRole: 'cluster-admin' }] }
  expect(refusedRoles(sources)).toEqual(['cluster-admin'])
  expect(refusedRoles({ ...sources, template: { defaultClusterRole: 'cluster-admin' } })).toEqual([])
  expect(refusedRoles({ otherwise: 'admin', extra: [{ clusterRole: 'edit' }, {}] })).toEqual([])
  expect(Object.fromEntries(grantedRoles([maya], withoutRoles(sources, ['cluster-admin'])))).toEqual({
    view: ['loft:user:maya'],
  })
})

test('a template of its own gives a space no more than its rules may', () => {
  const template = { defaultClusterRole: 'cluster-admin', rules: [{ users: ['jonas'], clusterRole: 'edit' }] }
  const sources = { otherwise: 'admin', template, isOwn: true }
  expect(refusedRoles(sources)).toEqual(['cluster-admin'])
  expect(Object.fromEntries(grantedRoles([maya, jonas], withoutRoles(sources, ['cluster-admin'])))).toEqual({
    view: ['loft:user:maya'],
    edit: ['loft:user:jonas'],
  })
})
