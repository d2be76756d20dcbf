import { expect, test } from 'vitest'
import { holds, setCondition } from './conditions.ts'

const noon = Date.UTC(2026, 4, 1, 12)
const later = noon + 60_000

test('a new condition is added with its time', () => {
  expect(setCondition(undefined, { type: 'Ready', status: 'True' }, noon)).toEqual([
    { type: 'Ready', status: 'True', lastTransitionTime: '2026-05-01T12:00:00Z' },
  ])
})

test('the time stays while the status does, whatever is said of it', () => {
  const before = setCondition([], { type: 'Ready', status: 'False', reason: 'Waiting' }, noon)
  const after = setCondition(
    before,
    { type: 'Ready', status: 'False', reason: 'Failed', message: 'no' },
    later,
  )
  expect(after).toEqual([
    {
      type: 'Ready',
      status: 'False',
      reason: 'Failed',
      message: 'no',
      lastTransitionTime: '2026-05-01T12:00:00Z',
    },
  ])
})

test('the time moves with the status, others stay where they are', () => {
  const other = { type: 'Synced', status: 'True', lastTransitionTime: '2026-05-01T12:00:00Z' }
  const before = setCondition([], { type: 'Ready', status: 'False', severity: 'Error' }, noon)
  expect(setCondition([...before, other], { type: 'Ready', status: 'True' }, later)).toEqual([
    { type: 'Ready', status: 'True', lastTransitionTime: '2026-05-01T12:01:00Z' },
    other,
  ])
})

test('what changes nothing gives the same list back', () => {
  const wanted = { type: 'Ready', status: 'False', reason: 'Waiting' } as const
  const before = setCondition([], wanted, noon)
  expect(setCondition(before, wanted, later)).toBe(before)
})

test('a condition holds when its status is True', () => {
  expect(holds([{ type: 'Ready', status: 'True' }], 'Ready')).toBe(true)
  expect(holds([{ type: 'Ready', status: 'Unknown' }], 'Ready')).toBe(false)
  expect(holds(undefined, 'Ready')).toBe(false)
})
