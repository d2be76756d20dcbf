import type { Project } from '#api/kinds/project.ts'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import { expect, test } from 'vitest'
import { membersOf, roleIn } from './roles.ts'

const checkout: Team = {
  apiVersion: 'v1',
  kind: 'Team',
  metadata: { name: 'checkout' },
  spec: { displayName: 'Checkout', users: ['maya', 'jonas'] },
}
const maya: User = {
  apiVersion: 'v1',
  kind: 'User',
  metadata: { name: 'maya' },
  spec: { displayName: 'Maya Lindqvist' },
}
const spec: Project['spec'] = {
  owner: { user: 'jonas' },
  members: [
    { kind: 'Team', name: 'checkout', clusterRole: 'loft-management-project-user' },
    { kind: 'Team', name: 'hidden', clusterRole: 'loft-management-project-viewer' },
    { kind: 'User', name: 'maya', clusterRole: 'something-else' },
  ],
}

const introduced = { User: new Map([['jonas', 'Jonas Weber']]), Team: new Map<string, string>() }

test('each member is there once, with the strongest role and all ways to it', () => {
  const rows = membersOf({ spec }, [maya], [checkout], introduced)
  expect(rows.map(({ kind, title, role, from }) => [kind, title, role, from])).toEqual([
    ['User', 'Jonas Weber', 'admin', ['owner', 'team Checkout']],
    ['Team', 'Checkout', 'user', ['named in the project']],
    ['User', 'Maya Lindqvist', 'user', ['team Checkout', 'named in the project']],
    ['Team', 'hidden', 'viewer', ['named in the project']],
  ])
})

test('only what may be looked at is seen', () => {
  const rows = membersOf({ spec }, [maya], [checkout], introduced)
  expect(rows.filter(({ seen }) => seen).map(({ title }) => title)).toEqual(['Checkout', 'Maya Lindqvist'])
})

test('everybody is one member', () => {
  const rows = membersOf({ spec: { members: [{ kind: 'User', name: '*' }] } }, [maya], [], introduced)
  expect(rows.map(({ title, role }) => [title, role])).toEqual([['Everybody who is signed in', 'viewer']])
})

test('one’s own role is the strongest of what one is named for', () => {
  expect(roleIn({ spec }, { user: 'jonas', teamNames: [] })).toBe('admin')
  expect(roleIn({ spec }, { user: 'maya', teamNames: ['checkout'] })).toBe('user')
  expect(roleIn({ spec }, { user: 'maya', teamNames: [] })).toBe('viewer')
  expect(roleIn({ spec }, { user: 'lena', teamNames: ['search'] })).toBeUndefined()
})
