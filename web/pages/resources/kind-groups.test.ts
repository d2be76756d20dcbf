import type { ServedKind } from '#web/data/kinds-inside.ts'
import { expect, test } from 'vitest'
import { groupsOf, isCustom, meant } from './kind-groups.ts'

function kind(group: string, name: string, ...shortNames: string[]): ServedKind {
  const plural = `${name.toLowerCase()}s`
  return {
    group,
    version: 'v1',
    plural,
    kind: name,
    many: `${name}s`,
    shortNames,
    namespaced: true,
    verbs: ['list'],
  }
}

const kinds = [
  kind('storage.k8s.io', 'StorageClass', 'sc'),
  kind('', 'Service', 'svc'),
  kind('', 'Pod', 'po'),
  kind('apps', 'Deployment', 'deploy'),
  kind('shop.example.com', 'Order'),
]

test('what people look for first is first, and what is custom before what is rare', () => {
  const groups = groupsOf(kinds, '')
  expect(groups.map(({ group }) => group)).toEqual(['', 'apps', 'shop.example.com', 'storage.k8s.io'])
  expect(groups[0]?.kinds.map(({ many }) => many)).toEqual(['Pods', 'Services'])
})

test('all words must be in a name, a short name or a group', () => {
  expect(groupsOf(kinds, 'shop ord').map(({ group }) => group)).toEqual(['shop.example.com'])
  expect(groupsOf(kinds, 'nothing')).toEqual([])
})

test('a short name means its kind, whatever else it fits', () => {
  expect(meant(groupsOf(kinds, 'po'), 'po')?.kind).toBe('Pod')
  expect(meant(groupsOf(kinds, 'order'), 'ord')?.kind).toBe('Order')
  expect(meant(groupsOf(kinds, ''), '')).toBeUndefined()
})

test('groups of Kubernetes itself are not custom', () => {
  expect(['', 'apps', 'rbac.authorization.k8s.io', 'shop.example.com'].map(isCustom)).toEqual([
    false,
    false,
    false,
    true,
  ])
})
