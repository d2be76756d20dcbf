import { expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

test('secrets and config maps count their keys', () => {
  expect(rowOf('/secrets', { type: 'Opaque', data: { a: '', b: '' } })).toEqual({ Type: 'Opaque', Data: 2 })
  expect(rowOf('/configmaps', { data: { a: '' }, binaryData: { b: '', c: '' } })).toEqual({ Data: 3 })
  expect(rowOf('/configmaps', {})).toEqual({ Data: 0 })
})

test('a binding tells the role and whom it is given to', () => {
  const subjects = [
    { kind: 'User', name: 'anna' },
    { kind: 'ServiceAccount', namespace: 'ns', name: 'bot' },
    { kind: 'User', name: 'bert' },
  ]
  const roleRef = { kind: 'ClusterRole', name: 'view' }
  expect(rowOf('rbac.authorization.k8s.io/rolebindings', { roleRef, subjects })).toEqual({
    Role: 'ClusterRole/view',
    Users: 'anna, bert',
    Groups: '',
    ServiceAccounts: 'ns/bot',
  })
})
