import type { Project } from '#api/kinds/project.ts'
import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import { expect, test } from 'vitest'
import { fullQuotas, mineOf, myProjects, summaryOf, troubledOf } from './mine.ts'

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
  const names = (projects: Project[]) =>
    troubledOf(failing, projects, me, 0).map(({ metadata }) => metadata.name)
  expect(names([project('web', { members: [{ kind: 'User', name: 'maya' }] })])).toEqual(['own'])
  expect(names([project('web', { members: [admin] })])).toEqual(['own', 'led'])
})

test('what is on the way wants no look before it waits for long', () => {
  const spaces = [space('waits', { user: 'maya' }, 'Pending'), space('failed', { user: 'maya' }, 'Failed')]
  const names = (now: string) =>
    troubledOf(spaces, [], me, Date.parse(now)).map(({ metadata }) => metadata.name)
  expect(names('2026-05-01T12:01:00Z')).toEqual(['failed'])
  expect(names('2026-05-01T12:03:00Z')).toEqual(['waits', 'failed'])
})

test('how several are is said in a word, and in numbers where they differ', () => {
  const phases = (...names: string[]) => names.map((phase) => space(phase, { user: 'maya' }, phase))
  expect(summaryOf([])).toBeUndefined()
  expect(summaryOf(phases('Ready'))).toEqual({ phase: 'Ready', words: 'Ready' })
  expect(summaryOf(phases('Ready', 'Ready'))).toEqual({ phase: 'Ready', words: 'All ready' })
  expect(summaryOf(phases('Ready', 'Failed', 'Ready'))).toEqual({
    phase: 'Failed',
    words: '1 failed, 2 ready',
  })
})

test('only members have a project as theirs', () => {
  const projects = [project('a', { members: [{ kind: 'Team', name: 'checkout' }] }), project('b', {})]
  expect(myProjects(projects, me).map(({ metadata }) => metadata.name)).toEqual(['a'])
})

test('a quota that is used up is named, one that allows nothing at all is not', () => {
  const quotas = { project: { virtualclusterinstances: '2', spaceinstances: '0' } }
  const web = project('web', { quotas }, { virtualclusterinstances: '2' })
  expect(fullQuotas([web])).toEqual([
    { project: web, key: 'virtualclusterinstances', words: 'Virtual clusters: 2 of 2, none left' },
  ])
})
