import type { Project } from '#api/kinds/project.ts'
import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import { expect, test } from 'vitest'
import { failingOf, fullQuotas, mineOf, myProjects } from './mine.ts'

const me = { user: 'maya', teamNames: ['checkout'] }

function space(
  name: string,
  owner: SpaceInstance['spec']['owner'],
  phase: string,
  made = '01',
): SpaceInstance {
  return {
    apiVersion: 'v1',
    kind: 'SpaceInstance',
    metadata: { name, namespace: 'loft-p-web', creationTimestamp: `2026-05-${made}T12:00:00Z` },
    spec: { owner },
    status: { phase },
  }
}

function project(name: string, spec: Project['spec'], used: Record<string, string> = {}): Project {
  return {
    apiVersion: 'v1',
    kind: 'Project',
    metadata: { name },
    spec,
    status: { quotas: { project: { used } } },
  }
}

test('one’s own comes with what is broken first, and then the youngest', () => {
  const spaces = [
    space('old', { user: 'maya' }, 'Ready', '01'),
    space('of-others', { user: 'jonas' }, 'Ready'),
    space('young', { team: 'checkout' }, 'Ready', '02'),
    space('broken', { user: 'maya' }, 'Failed'),
    space('nobody', undefined, 'Ready'),
  ]
  expect(mineOf(spaces, me).map(({ metadata }) => metadata.name)).toEqual(['broken', 'young', 'old'])
})

test('what fails is one’s own matter, or that of a project that one leads', () => {
  const admin = { kind: 'User', name: 'maya', clusterRole: 'loft-management-project-admin' }
  const failing = [space('own', { user: 'maya' }, 'Failed'), space('led', { user: 'jonas' }, 'Failed')]
  const names = (projects: Project[]) => failingOf(failing, projects, me).map(({ metadata }) => metadata.name)
  expect(names([project('web', { members: [{ kind: 'User', name: 'maya' }] })])).toEqual(['own'])
  expect(names([project('web', { members: [admin] })])).toEqual(['own', 'led'])
})

test('only members have a project as theirs', () => {
  const projects = [project('a', { members: [{ kind: 'Team', name: 'checkout' }] }), project('b', {})]
  expect(myProjects(projects, me).map(({ metadata }) => metadata.name)).toEqual(['a'])
})

test('a quota that is used up is named, one that allows nothing at all is not', () => {
  const quotas = { project: { virtualclusterinstances: '2', spaceinstances: '0' } }
  expect(fullQuotas([project('web', { quotas }, { virtualclusterinstances: '2' })])).toEqual([
    { project: 'web', key: 'virtualclusterinstances', words: 'Virtual clusters: 2 of 2, none left' },
  ])
})
