import { expect, test } from 'vitest'
import type { Project } from '#api/kinds/project.ts'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import { identityOf, sameGroups, viewOf, type Identity } from './identity.ts'
import { membershipsOf } from './memberships.ts'

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

const project = (name: string, spec: Partial<Project['spec']> = {}): Project => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'Project',
  metadata: { name },
  spec,
})

const who = (someone: User, teams: Team[] = [], projects: Project[] = []): Identity =>
  identityOf(someone, membershipsOf(teams, projects))

test.each([
  ['by name', { users: ['ada'] }, {}, true],
  ['by a group', { groups: ['dev'] }, { groups: ['dev'] }, true],
  ['by a group of the sign-in service', { groups: ['dev'] }, { ssoGroups: ['dev'] }, true],
  ['not by what others have', { users: ['bob'], groups: ['ops'] }, { groups: ['dev'] }, false],
  ['not where nobody is', {}, {}, false],
])('membership of a team is %s', (_, given, spec, member) => {
  expect(who(user('ada', spec), [team('red', given)]).teams).toEqual(member ? ['red'] : [])
})

test('groups are made from names, sorted, and say nothing that the person wrote', () => {
  const ada = user('ada', {
    groups: ['system:masters', 'loft:admins'],
    username: 'root',
    subject: 'loft:user:root',
  })
  const identity = who(ada, [team('red', { users: ['ada'] }), team('blue', { users: ['ada'] }), team('x')])
  expect(identity).toEqual({
    user: 'ada',
    uid: 'uid-ada',
    subject: 'loft:user:ada',
    groups: ['loft:authenticated', 'loft:user:ada', 'loft:team:blue', 'loft:team:red'],
    teams: ['blue', 'red'],
    admin: false,
    colleagues: [],
    roles: new Map(),
    leads: false,
    reach: { clusters: new Set(), spacetemplates: new Set(), virtualclustertemplates: new Set() },
  })
})

test('the role of an administrator is one’s own or a team’s', () => {
  const roles = { clusterRoles: [{ name: 'loft-management-admin' }] }
  expect(who(user('ada', roles)).groups).toContain('loft:admins')
  expect(who(user('ada'), [team('red', { users: ['ada'], ...roles })]).admin).toBe(true)
  expect(who(user('ada'), [team('red', roles)]).admin).toBe(false)
  expect(who(user('ada', { clusterRoles: [{ name: 'other' }, {}] })).admin).toBe(false)
})

const [admin, member, viewer] = ['admin', 'user', 'viewer'].map((role) => `loft-management-project-${role}`)
const ada = { kind: 'User', group: 'storage.loft.sh', name: 'ada' }
const red = { ...ada, kind: 'Team', name: 'red' }

test.each<[string, Project['spec'], string | undefined]>([
  ['nobody who is not named', {}, undefined],
  ['a member by name', { members: [{ ...ada, clusterRole: member }] }, 'user'],
  ['a member by team', { members: [{ ...red, clusterRole: admin }] }, 'admin'],
  ['everybody', { members: [{ ...ada, name: '*', clusterRole: viewer }] }, 'viewer'],
  ['everybody, as a team', { members: [{ ...red, name: '*', clusterRole: viewer }] }, 'viewer'],
  ['another user', { members: [{ ...ada, name: 'bob', clusterRole: admin }] }, undefined],
  ['a user with the name of the team', { members: [{ ...ada, name: 'red', clusterRole: admin }] }, undefined],
  ['a team with the name of the user', { members: [{ ...red, name: 'ada', clusterRole: admin }] }, undefined],
  ['a member of another kind', { members: [{ ...ada, kind: 'Group', clusterRole: admin }] }, undefined],
  ['a member without a name', { members: [{ kind: 'User', clusterRole: admin }] }, undefined],
  ['a role that is not known', { members: [{ ...ada, clusterRole: 'cluster-admin' }] }, 'viewer'],
  ['no role', { members: [ada] }, 'viewer'],
  ['the owner', { owner: { user: 'ada' } }, 'admin'],
  ['a team that owns it', { owner: { team: 'red' } }, 'admin'],
  ['another owner', { owner: { user: 'red' } }, undefined],
  [
    'the strongest of several',
    {
      members: [
        { ...ada, clusterRole: viewer },
        { ...red, clusterRole: admin },
        { ...ada, name: '*' },
      ],
    },
    'admin',
  ],
])('the role in a project of %s', (_, spec, role) => {
  const identity = who(user('ada'), [team('red', { users: ['ada'] })], [project('web', spec)])
  expect(identity.roles.get('web')).toBe(role)
  expect(identity.leads).toBe(role === 'admin')
})

test('the reach is what the projects allow, and nothing of projects of others', () => {
  const template = (kind: string, name: string) => ({ kind, group: 'storage.loft.sh', name })
  const projects = [
    project('web', {
      members: [ada],
      allowedClusters: [{ name: 'eu' }],
      allowedTemplates: [template('SpaceTemplate', 'plain'), template('VirtualClusterTemplate', '*')],
    }),
    project('shop', { members: [ada], allowedClusters: [{ name: 'us' }, {}] }),
    project('other', {
      allowedClusters: [{ name: '*' }],
      allowedTemplates: [template('SpaceTemplate', 'x')],
    }),
  ]
  expect(who(user('ada'), [], projects).reach).toEqual({
    clusters: new Set(['eu', 'us']),
    spacetemplates: new Set(['plain']),
    virtualclustertemplates: new Set(['*']),
  })
})

test('groups are the same while uid, teams and role are', () => {
  const before = who(user('ada'), [team('red', { users: ['ada'] })])
  const same = (now: Identity) => sameGroups(before, now)
  expect(same(who(user('ada', { displayName: 'Ada' }), [team('red', { users: ['ada', 'bob'] })]))).toBe(true)
  expect(same(who(user('ada')))).toBe(false)
  expect(same(who(user('ada', {}, 'uid-2'), [team('red', { users: ['ada'] })]))).toBe(false)
})

test('colleagues are the people named in the same teams', () => {
  const teams = [
    team('red', { users: ['eve', 'ada', 'bob'] }),
    team('blue', { users: ['ada', 'bob'] }),
    team('x', { users: ['zoe'] }),
  ]
  expect(who(user('ada'), teams).colleagues).toEqual(['bob', 'eve'])
})

const everything = [
  'users',
  'teams',
  'projects',
  'clusters',
  'spacetemplates',
  'virtualclustertemplates',
  'spaceinstances',
  'virtualclusterinstances',
]
const joined = [team('red', { users: ['ada'] })]

test.each<[string, Team[], Project[], string[]]>([
  ['nothing', joined, [project('web', { members: [ada] })], []],
  ['another name of the project', joined, [project('web', { members: [ada], displayName: 'Web' })], []],
  ['another member', joined, [project('web', { members: [ada, { ...ada, name: 'bob' }] })], []],
  [
    'a new colleague',
    [team('red', { users: ['ada', 'bob'] })],
    [project('web', { members: [ada] })],
    ['users'],
  ],
  ['a team', [], [project('web', { members: [ada] })], everything],
  [
    'a cluster',
    joined,
    [project('web', { members: [ada], allowedClusters: [{ name: 'eu' }] })],
    ['clusters'],
  ],
  [
    'a stronger role',
    joined,
    [project('web', { members: [{ ...ada, clusterRole: member }] })],
    ['projects', 'spaceinstances', 'virtualclusterinstances'],
  ],
  [
    'the lead of a project',
    joined,
    [project('web', { members: [{ ...ada, clusterRole: admin }] })],
    ['users', 'teams', 'projects', 'spaceinstances', 'virtualclusterinstances'],
  ],
])('%s changes the view of these kinds alone', (_, teams, projects, changed) => {
  const before = who(user('ada'), joined, [project('web', { members: [ada] })])
  const now = who(user('ada'), teams, projects)
  expect(everything.filter((plural) => viewOf(before, plural) !== viewOf(now, plural))).toEqual(changed)
})
