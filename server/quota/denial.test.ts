import { expect, test } from 'vitest'
import type { Denial } from '#api/quota.ts'
import { quotaExceeded } from './denial.ts'

const denial: Denial = {
  scope: 'project',
  key: 'virtualclusterinstances',
  limit: 5,
  used: 5,
  topConsumers: [
    { owner: { user: 'ada' }, used: 3 },
    { owner: { team: 'red' }, used: 2 },
  ],
}
const create = { operation: 'create', key: 'virtualclusterinstances/dev', after: { active: true } } as const

test('a denial is 422 with a cause on the name that says what, whose, how much and who has most', () => {
  const message =
    'Forbidden: create of VirtualClusterInstance exceeds the project quota of virtualclusterinstances: the limit is 5, and 5 in use, most by user ada (3), team red (2)'
  expect(quotaExceeded(create, [denial]).status).toMatchObject({
    code: 422,
    reason: 'Invalid',
    message: `VirtualClusterInstance.management.loft.sh "dev" is invalid: metadata.name: ${message}`,
    details: {
      name: 'dev',
      group: 'management.loft.sh',
      kind: 'VirtualClusterInstance',
      causes: [{ reason: 'FieldValueForbidden', field: 'metadata.name', message }],
    },
  })
})

test('each limit has a cause of its own', () => {
  const wake = { operation: 'update', key: 'spaceinstances/dev', after: { active: true } } as const
  const { status } = quotaExceeded(wake, [
    { ...denial, scope: 'per-user', who: 'ada', key: 'spaceinstances.active', limit: 2, used: 2 },
    { ...denial, scope: 'per-team', who: 'red', key: 'spaceinstances', limit: 1, used: 4 },
    { ...denial, limit: 0, used: 0, topConsumers: [] },
    { ...denial, limit: 0, unreadable: 'five' },
  ])
  expect(status.details?.causes?.map(({ message }) => message)).toEqual([
    'Forbidden: update of SpaceInstance exceeds the per-user quota of spaceinstances.active: the limit is 2, and user ada uses 2',
    'Forbidden: update of SpaceInstance exceeds the per-team quota of spaceinstances: the limit is 1, and team red uses 4',
    'Forbidden: update of SpaceInstance exceeds the project quota of virtualclusterinstances: the limit is 0, and 0 in use',
    'Forbidden: update of SpaceInstance exceeds the project quota of virtualclusterinstances, which is "five": until it is a whole number, nothing is added',
  ])
})
