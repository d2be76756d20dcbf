import { expect, test } from 'vitest'
import { insiders, isAmong, type Known } from './outsiders.ts'

const known = (name: string, inside: boolean, ...groups: string[]): Known => ({
  identity: {
    subject: `loft:user:${name}`,
    groups: ['loft:authenticated', `loft:user:${name}`, ...groups],
  },
  inside,
})

const people = [
  known('maya', true, 'loft:team:shop'),
  known('jonas', true, 'loft:team:shop', 'loft:team:mixed'),
  known('eve', false, 'loft:team:mixed'),
  known('root', true, 'loft:admins'),
]

const user = (name: string) => ({ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name })
const group = (name: string) => ({ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name })

test.each([
  ['somebody who may use it', user('loft:user:maya')],
  ['a group all of whom may', group('loft:team:shop')],
  ['platform administrators', group('loft:admins')],
  ['people of the cluster itself', user('jane')],
  ['programs', { kind: 'ServiceAccount', name: 'ci', namespace: 'web-s-dev' }],
  ['all programs', group('system:serviceaccounts')],
])('%s stay', (_, subject) => {
  expect(insiders({ subjects: [subject] }, people)).toBeUndefined()
})

test.each([
  ['somebody who may not use it', user('loft:user:eve')],
  ['somebody who is not there', user('loft:user:later')],
  ['a group of which one may not', group('loft:team:mixed')],
  ['a group that is not there', group('loft:team:later')],
  ['one person as a group', group('loft:user:eve')],
  ['everybody', group('loft:authenticated')],
  ['everybody whom the cluster lets in', group('system:authenticated')],
])('%s goes', (_, subject) => {
  const stays = user('loft:user:jonas')
  expect(insiders({ subjects: [subject, stays] }, people)).toEqual([stays])
})

test('everybody stays where everybody may use it', () => {
  const all = people.map(({ identity }) => ({ identity, inside: true }))
  expect(insiders({ subjects: [group('loft:authenticated')] }, all)).toBeUndefined()
})

test('what the manifests of a template bind is theirs to say', () => {
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'ci' },
  }
  expect(isAmong([binding], binding)).toBe(true)
  expect(isAmong([{ ...binding, kind: 'Role' }], binding)).toBe(false)
})
