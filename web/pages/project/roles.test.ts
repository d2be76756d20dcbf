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

test('each member is there once, with the strongest role and all ways to it', () => {
  const rows = membersOf({ spec }, [maya], [checkout])
  expect(rows.map(({ kind, title, role, from }) => [kind, title, role, from])).toEqual([
    ['User', 'jonas', 'admin', ['owner', 'team Checkout']],
    ['Team', 'Checkout', 'user', ['named by the project']],
    ['User', 'Maya Lindqvist', 'user', ['team Checkout', 'named by the project']],
    ['Team', 'hidden', 'viewer', ['named by the project']],
  ])
})

test('everybody is one member', () => {
  const rows = membersOf({ spec: { members: [{ kind: 'User', name: '*' }] } }, [maya], [])
  expect(rows.map(({ title, role }) => [title, role])).toEqual([['Everybody who is signed in', 'viewer']])
})

test('one’s own role is the strongest of what one is named for', () => {
  expect(roleIn({ spec }, { user: 'jonas', teamNames: [] })).toBe('admin')
  expect(roleIn({ spec }, { user: 'maya', teamNames: ['checkout'] })).toBe('user')
  expect(roleIn({ spec }, { user: 'maya', teamNames: [] })).toBe('viewer')
  expect(roleIn({ spec }, { user: 'lena', teamNames: ['search'] })).toBeUndefined()
})
