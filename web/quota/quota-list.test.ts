import type { Project } from '#api/kinds/project.ts'
import { expect, test } from 'vitest'
import { nearness, overWords, quotaList, quotaTitle, shareLeft } from './quota-list.ts'

const project: Project = {
  apiVersion: 'management.loft.sh/v1',
  kind: 'Project',
  metadata: { name: 'shop' },
  spec: {
    displayName: 'Shop',
    quotas: {
      project: { virtualclusterinstances: '5', 'requests.cpu': '10' },
      user: { spaceinstances: '2' },
    },
  },
  status: {
    quotas: {
      project: { used: { virtualclusterinstances: '5', spaceinstances: '4' } },
      user: {
        used: {
          users: {
            maya: { spaceinstances: '3', virtualclusterinstances: '1' },
            jo: { spaceinstances: '1' },
          },
          teams: { red: { virtualclusterinstances: '4' } },
        },
      },
    },
  },
}

const rows = quotaList([project])

test('every limit has a row, and what has none has none', () => {
  expect(rows.map((row) => [quotaTitle(row), row.limit, row.use?.used])).toEqual([
    ['Virtual clusters', '5', 5],
    ['Spaces, for each', '2', 3],
    ['requests.cpu', '10', undefined],
  ])
  expect(rows[0]?.consumers.map(({ kind, name, used }) => `${kind} ${name} ${used}`)).toEqual([
    'Team red 4',
    'User maya 1',
  ])
})

test('what is nearest to its limit has the least left', () => {
  expect(rows.map(nearness)).toEqual(['full', 'over', 'unknown'])
  expect(rows.map(shareLeft)).toEqual([0, -0.5, undefined])
  expect(nearness({ use: { used: 4, limit: 5 } })).toBe('near')
  expect(nearness({ use: { used: 3, limit: 5 } })).toBe('free')
  expect(shareLeft({ use: { used: 0, limit: 0 } })).toBe(-0)
})

test('who would be over a new limit is named, and that nothing is deleted', () => {
  const titleOf = (_: string, name: string): string => name
  expect(overWords({ project, key: 'spaceinstances', scope: 'each' }, 0, titleOf)).toBe(
    'maya has 3, jo has 1. All of it stays, and they can make no more.',
  )
  expect(overWords({ project, key: 'spaceinstances', scope: 'each' }, 3, titleOf)).toBeUndefined()
  expect(overWords({ project, key: 'virtualclusterinstances', scope: 'project' }, 3, titleOf)).toMatch(
    /^5 are there, 2 more than that/,
  )
})
