import { expect, test } from 'vitest'
import { tableOf } from './figure.ts'

test('a table shows what was measured, the floor where there is one, and the ratio', () => {
  const table = tableOf([
    { what: 'start', unit: 'ms', ours: 1234.5 },
    { what: 'median', unit: 'ms', ours: 3, floor: 2, budget: '≤ 1.5 ms more' },
    { what: 'noise', unit: 'ms', ours: -0.5, floor: -1 },
  ])
  expect(table.split('\n')).toEqual([
    '           Aerie     floor  ratio         budget',
    'start    1235 ms',
    'median   3.00 ms   2.00 ms   1.50  ≤ 1.5 ms more',
    'noise   -0.50 ms  -1.00 ms',
  ])
})
