import { beforeEach, expect, test } from 'vitest'
import type { Project } from '#api/kinds/project.ts'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import { openIdentities, type Identities } from './identities.ts'

const common = { apiVersion: 'management.loft.sh/v1' }
const user = (name: string, spec: User['spec'] = {}): User => ({
  ...common,
  kind: 'User',
  metadata: { name, uid: `uid-${name}` },
  spec,
})
const team = (users: string[]): Team => ({
  ...common,
  kind: 'Team',
  metadata: { name: 'red' },
  spec: { users },
})
const project = (spec: Project['spec'], status = {}): Project => ({
  ...common,
  kind: 'Project',
  metadata: { name: 'web' },
  spec,
  status,
})
const member = (kind: string, name: string) => ({ kind, name })

let kept: { users: Map<string, User>; teams: Map<string, Team>; projects: Map<string, Project> }
let identities: Identities
beforeEach(() => {
  kept = {
    users: new Map(['ada', 'bob'].map((name) => [name, user(name)])),
    teams: new Map([['red', team(['ada'])]]),
    projects: new Map([['web', project({ members: [member('Team', 'red')] })]]),
  }
  identities = openIdentities(() => kept)
})

function putProject(after: Project): void {
  const before = kept.projects.get('web')
  kept.projects.set('web', after)
  identities.projectChanged({ before, after })
}

function putTeam(after: Team): void {
  const before = kept.teams.get('red')
  kept.teams.set('red', after)
  identities.teamChanged({ before, after })
}

test('somebody is the same object while nothing about them changes', () => {
  const ada = identities.of('ada')
  expect(ada?.roles).toEqual(new Map([['web', 'viewer']]))
  putProject(project({ members: [member('Team', 'red')], displayName: 'Web' }, { conditions: [] }))
  putProject(project({ members: [member('Team', 'red'), member('User', 'bob')] }))
  putTeam({ ...team(['ada']), spec: { users: ['ada'], displayName: 'Red' } })
  identities.userChanged({ before: user('ada'), after: user('ada', { displayName: 'Ada' }) })
  expect(identities.of('ada')).toBe(ada)
})

test('what changes about them is known at once', () => {
  expect(identities.of('ada')?.roles.size).toBe(1)
  expect(identities.of('bob')?.roles.size).toBe(0)
  putProject(project({ members: [member('User', 'bob')], allowedClusters: [{ name: 'eu' }] }))
  expect(identities.of('ada')?.roles.size).toBe(0)
  expect(identities.of('bob')?.roles.size).toBe(1)
  putProject(project({ members: [member('User', 'bob')], allowedClusters: [{ name: 'us' }] }))
  expect(identities.of('bob')?.reach.clusters).toEqual(new Set(['us']))
  putProject(project({ members: [member('User', '*')] }))
  expect(identities.of('ada')?.roles.size).toBe(1)
  putTeam(team(['ada', 'bob']))
  expect(identities.of('bob')?.teams).toEqual(['red'])
})

test('a project or a team that is gone is nobody’s', () => {
  expect(identities.of('ada')?.teams).toEqual(['red'])
  const [red, web] = [kept.teams.get('red'), kept.projects.get('web')]
  kept.projects.delete('web')
  identities.projectChanged({ before: web })
  expect(identities.of('ada')?.roles.size).toBe(0)
  kept.teams.delete('red')
  identities.teamChanged({ before: red })
  expect(identities.of('ada')?.teams).toEqual([])
})

test('whoever is unknown, disabled or on the way out is nobody', () => {
  expect(identities.of('eve')).toBeUndefined()
  expect(identities.of('ada')).toBeDefined()
  const changed = (after: User) => {
    kept.users.set('ada', after)
    identities.userChanged({ before: user('ada'), after })
  }
  changed(user('ada', { disabled: true }))
  expect(identities.of('ada')).toBeUndefined()
  changed(user('ada'))
  expect(identities.of('ada')).toBeDefined()
  const leaving = user('ada')
  changed({ ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } })
  expect(identities.of('ada')).toBeUndefined()
  kept.users.delete('bob')
  identities.userChanged({ before: user('bob') })
  expect(identities.of('bob')).toBeUndefined()
})
