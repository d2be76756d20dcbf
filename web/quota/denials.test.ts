import { expect, test } from 'vitest'
import { failure, StatusError } from '#kube/status.ts'
import { exceededIn, withQuotaWords } from './denials.ts'

const refusedWith = (...messages: string[]) => ({
  status: {
    ...failure(422, 'Invalid', 'refused'),
    details: { causes: messages.map((message) => ({ field: 'metadata.name', message })) },
  },
})

test('the limits of a refusal are read with who uses most', () => {
  const project =
    'Forbidden: create of VirtualClusterInstance exceeds the project quota of virtualclusterinstances: the limit is 5, and 5 in use, most by user ada (3), team red (2)'
  const own =
    'Forbidden: create of SpaceInstance exceeds the per-user quota of spaceinstances.active: the limit is 2, and user ada uses 2'
  expect(exceededIn(refusedWith(project, own))).toEqual([
    {
      scope: 'project',
      key: 'virtualclusterinstances',
      limit: 5,
      used: 5,
      topConsumers: [
        { name: 'ada', used: 3 },
        { name: 'team red', used: 2 },
      ],
    },
    { scope: 'per-user', who: 'ada', key: 'spaceinstances.active', limit: 2, used: 2, topConsumers: [] },
  ])
})

test('other refusals exceed nothing', () => {
  expect(exceededIn(refusedWith('Invalid value: must be at least 1'))).toEqual([])
  expect(exceededIn({ status: failure(500, 'InternalError', 'broken') })).toEqual([])
})

test('a refusal says in the words of the console what the quota has no room for', () => {
  const refused = refusedWith(
    'Forbidden: create of SpaceInstance exceeds the project quota of spaceinstances: the limit is 5, and 5 in use, most by user ada (3), team red (2)',
    'Required value',
  )
  const { status } = withQuotaWords(new StatusError(refused.status))
  expect(status.details?.causes).toEqual([
    {
      message:
        'Nothing was made, for there was no room any more: Spaces of the project, 5 of 5 in use, most by ada (3), team red (2).',
    },
    { field: 'metadata.name', message: 'Required value' },
  ])
})
