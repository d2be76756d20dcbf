import type { Project } from '#api/kinds/project.ts'
import { expect, test } from 'vitest'
import { amountLimits, ownerRows, perOwnerLimits, projectRows, projectUse } from './project-quotas.ts'

function projectWith(spec: Project['spec'], quotas?: NonNullable<Project['status']>['quotas']): Project {
  const status = quotas === undefined ? {} : { status: { quotas } }
  return { apiVersion: 'v1', kind: 'Project', metadata: { name: 'web' }, spec, ...status }
}

test('limits of the spec count before the status has them', () => {
  const project = projectWith({ quotas: { project: { virtualclusterinstances: '5' } } })
  expect(projectUse(project, 'virtualclusterinstances')).toEqual({ used: 0, limit: 5 })
  expect(projectUse(project, 'spaceinstances')).toEqual({ used: 0 })
})

test('what is always looked for comes first, then what else is limited', () => {
  const project = projectWith(
    { quotas: { project: { 'spaceinstances.active': '2', virtualclusterinstances: '5' } } },
    {
      project: {
        used: {
          spaceinstances: '3',
          virtualclusterinstances: '4',
          'spaceinstances.active': '1',
          'virtualclusterinstances.active': '4',
        },
      },
    },
  )
  expect(projectRows(project)).toEqual([
    { key: 'virtualclusterinstances', used: 4, limit: 5 },
    { key: 'spaceinstances', used: 3 },
    { key: 'spaceinstances.active', used: 1, limit: 2 },
  ])
})

test('the largest consumers come first, those without anything not at all', () => {
  const project = projectWith(
    { quotas: { user: { virtualclusterinstances: '2' } } },
    {
      user: {
        used: {
          users: { maya: { virtualclusterinstances: '1' }, jonas: { virtualclusterinstances: '0' } },
          teams: { checkout: { virtualclusterinstances: '2', spaceinstances: '1' } },
        },
      },
    },
  )
  expect(perOwnerLimits(project)).toEqual([{ key: 'virtualclusterinstances', used: 0, limit: 2 }])
  expect(ownerRows(project)).toEqual([
    { kind: 'Team', name: 'checkout', virtualClusters: { used: 2, limit: 2 }, spaces: { used: 1 } },
    { kind: 'User', name: 'maya', virtualClusters: { used: 1, limit: 2 }, spaces: { used: 0 } },
  ])
})

test('amounts are shown as they are written', () => {
  const project = projectWith({ quotas: { project: { 'requests.cpu': '10', spaceinstances: '5' } } })
  expect(amountLimits(project)).toEqual([{ key: 'requests.cpu', limit: '10', each: false }])
  expect(projectRows(project).map(({ key }) => key)).toEqual(['virtualclusterinstances', 'spaceinstances'])
})
