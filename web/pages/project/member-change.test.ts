import type { Project } from '#api/kinds/project.ts'
import { expect, test } from 'vitest'
import { consequences, withMember } from './member-change.ts'

const member = (name: string, role: string, kind = 'User') => ({
  kind,
  group: 'storage.loft.sh',
  name,
  clusterRole: `loft-management-project-${role}`,
})

const project: Project = {
  apiVersion: 'v1',
  kind: 'Project',
  metadata: { name: 'shop' },
  spec: { members: [member('maya', 'user'), member('red', 'viewer', 'Team'), member('maya', 'viewer')] },
}

const ask = { project, teamNames: [], all: 4, own: 0 }
const maya = { kind: 'User', name: 'maya' } as const

test('a member is there once, under their kind', () => {
  expect(withMember(project.spec.members, maya, 'admin')).toEqual([
    member('maya', 'admin'),
    member('red', 'viewer', 'Team'),
  ])
  expect(withMember(project.spec.members, { kind: 'User', name: 'red' }, 'user')).toHaveLength(4)
  expect(withMember(project.spec.members, maya, undefined)).toEqual([member('red', 'viewer', 'Team')])
  expect(withMember(undefined, maya, 'viewer')).toEqual([member('maya', 'viewer')])
})

test('who comes gains all that is below their role', () => {
  const come = consequences({ ...ask, who: { kind: 'User', name: 'jo' }, role: 'admin' })
  expect(come).toMatchObject({ before: undefined, after: 'admin', losses: [] })
  expect(come.gains).toHaveLength(3)
  expect(come.gains[2]).toBe('Reach all 4 spaces and virtual clusters in it, and decide who is a member.')
})

test('who goes loses what they own', () => {
  const go = consequences({ ...ask, who: maya, role: undefined, own: 1 })
  expect(go).toMatchObject({ before: 'user', after: undefined, gains: [] })
  expect(go.losses[0]).toMatch(/1 space or virtual cluster of theirs/)
})

test('a role through a team stays, and that is said', () => {
  const go = consequences({ ...ask, who: maya, teamNames: ['red'], role: undefined })
  expect(go).toMatchObject({ before: 'user', after: 'viewer' })
  expect(go.losses).toEqual(['They can make no more spaces and virtual clusters.'])
  expect(go.note).toMatch(/^Viewer is what they have through a team/)
})
