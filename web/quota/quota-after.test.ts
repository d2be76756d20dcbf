import type { Project } from '#api/kinds/project.ts'
import { expect, test } from 'vitest'
import { exceededWords } from './denials.ts'
import { correctedBy, quotaAfter, withoutRoom } from './quota-after.ts'

const project: Project = {
  apiVersion: 'management.loft.sh/v1',
  kind: 'Project',
  metadata: { name: 'web' },
  spec: {
    quotas: {
      project: { spaceinstances: '5', 'spaceinstances.template=ci': '1' },
      user: { spaceinstances: '3' },
    },
  },
  status: {
    quotas: {
      project: { used: { spaceinstances: '5', 'spaceinstances.template=ci': '0' } },
      user: {
        used: {
          users: { ada: { spaceinstances: '3' }, bob: { spaceinstances: '0' } },
          teams: { red: { spaceinstances: '2' } },
        },
      },
    },
  },
}

const topConsumers = [
  { name: 'ada', used: 3 },
  { name: 'team red', used: 2 },
]

test('every limit that counts what is made says what it would be, and who has most', () => {
  expect(quotaAfter(project, { plural: 'spaceinstances', owner: 'team:red', template: 'ci' })).toEqual([
    { scope: 'project', key: 'spaceinstances', limit: 5, used: 5, after: 6, topConsumers },
    { scope: 'per-team', who: 'red', key: 'spaceinstances', limit: 3, used: 2, after: 3, topConsumers: [] },
    { scope: 'project', key: 'spaceinstances.template=ci', limit: 1, used: 0, after: 1, topConsumers: [] },
  ])
})

test('what is limited for nobody has no lines, and so has room', () => {
  const lines = quotaAfter(project, { plural: 'virtualclusterinstances', owner: 'user:ada', template: '' })
  expect(lines).toEqual([])
  expect(withoutRoom(lines)).toEqual([])
})

test('there is no room where one more is more than the limit', () => {
  const lines = quotaAfter(project, { plural: 'spaceinstances', owner: 'user:ada', template: 'ci' })
  expect(withoutRoom(lines).map(({ scope, key }) => `${scope} ${key}`)).toEqual([
    'project spaceinstances',
    'per-user spaceinstances',
  ])
})

test('a limit of somebody’s own says nothing of what others have', () => {
  const lines = quotaAfter(project, { plural: 'spaceinstances', owner: 'user:ada', template: '' })
  const [own] = withoutRoom(lines).filter(({ scope }) => scope === 'per-user')
  expect(own && exceededWords(own)).toBe('The quota has no room: Spaces of ada, 3 of 3 in use.')
})

test('the server knows better, and the project still says who has most', () => {
  const lines = quotaAfter(project, { plural: 'spaceinstances', owner: 'user:bob', template: '' })
  const fits = { scope: 'project' as const, key: 'spaceinstances', limit: 5, used: 4, after: 5 }
  const same = { ...fits, scope: 'per-user' as const, who: 'bob', used: 1, after: 1 }
  expect(correctedBy(lines, { numbers: [fits, same], exceeded: [] })).toEqual([{ ...fits, topConsumers }])
  const own = { scope: 'per-user' as const, who: 'bob', key: 'spaceinstances', limit: 3, used: 3 }
  const corrected = correctedBy(lines, { numbers: undefined, exceeded: [{ ...own, topConsumers: [] }] })
  expect(corrected.map(({ scope, used }) => `${scope} ${used}`)).toEqual(['per-user 3', 'project 5'])
  expect(corrected.map((line) => line.topConsumers)).toEqual([[], topConsumers])
})
