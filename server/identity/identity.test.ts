import { expect, test } from 'vitest'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import { identityOf, isMember, sameColleagues, sameRights } from './identity.ts'

const user = (name: string, spec: Partial<User['spec']> = {}, uid = `uid-${name}`): User => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'User',
  metadata: { name, uid },
  spec,
})

const team = (name: string, spec: Partial<Team['spec']> = {}): Team => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'Team',
  metadata: { name },
  spec,
})

test('membership is by name or by a common group', () => {
  expect(isMember(team('red', { users: ['ada'] }), user('ada'))).toBe(true)
  expect(isMember(team('red', { groups: ['dev'] }), user('ada', { groups: ['dev'] }))).toBe(true)
  expect(isMember(team('red', { groups: ['dev'] }), user('ada', { ssoGroups: ['dev'] }))).toBe(true)
  expect(isMember(team('red', { users: ['bob'], groups: ['ops'] }), user('ada', { groups: ['dev'] }))).toBe(
    false,
  )
  expect(isMember(team('red'), user('ada'))).toBe(false)
})

test('groups are made from names, sorted, and say nothing that the person wrote', () => {
  const ada = user('ada', {
    groups: ['system:masters', 'loft:admins'],
    username: 'root',
    subject: 'loft:user:root',
  })
  const identity = identityOf(ada, [
    team('red', { users: ['ada'] }),
    team('blue', { users: ['ada'] }),
    team('x'),
  ])
  expect(identity).toEqual({
    user: 'ada',
    uid: 'uid-ada',
    subject: 'loft:user:ada',
    groups: ['loft:authenticated', 'loft:user:ada', 'loft:team:blue', 'loft:team:red'],
    teams: ['blue', 'red'],
    admin: false,
    colleagues: [],
  })
})

test('the role of an administrator is one’s own or a team’s', () => {
  const roles = { clusterRoles: [{ name: 'loft-management-admin' }] }
  expect(identityOf(user('ada', roles), []).groups).toContain('loft:admins')
  expect(identityOf(user('ada'), [team('red', { users: ['ada'], ...roles })]).admin).toBe(true)
  expect(identityOf(user('ada'), [team('red', roles)]).admin).toBe(false)
  expect(identityOf(user('ada', { clusterRoles: [{ name: 'other' }, {}] }), []).admin).toBe(false)
})

test('rights are the same while uid, teams and role are', () => {
  const before = identityOf(user('ada'), [team('red', { users: ['ada'] })])
  expect(
    sameRights(
      before,
      identityOf(user('ada', { displayName: 'Ada' }), [team('red', { users: ['ada', 'bob'] })]),
    ),
  ).toBe(true)
  expect(sameRights(before, identityOf(user('ada'), []))).toBe(false)
  expect(sameRights(before, identityOf(user('ada', {}, 'uid-2'), [team('red', { users: ['ada'] })]))).toBe(
    false,
  )
})

test('colleagues are the people named in the same teams', () => {
  const teams = [
    team('red', { users: ['eve', 'ada', 'bob'] }),
    team('blue', { users: ['ada', 'bob'] }),
    team('x', { users: ['zoe'] }),
  ]
  const ada = identityOf(user('ada'), teams)
  expect(ada.colleagues).toEqual(['bob', 'eve'])
  expect(sameColleagues(ada, identityOf(user('ada'), teams.slice(1)))).toBe(false)
  expect(
    sameRights(
      ada,
      identityOf(user('ada'), [team('red', { users: ['ada'] }), team('blue', { users: ['ada'] })]),
    ),
  ).toBe(true)
})
