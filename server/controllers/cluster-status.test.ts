import { expect, test } from 'vitest'
import { clusterStatus } from './cluster-status.ts'

const noon = Date.UTC(2026, 4, 1, 12)
const known = { connected: true, problem: undefined, health: { online: true, message: '' } }
const ready = { type: 'Ready', status: 'True', lastTransitionTime: '2026-05-01T12:00:00Z' }

test('a cluster that answers is initialized and online', () => {
  expect(clusterStatus(undefined, known, noon)).toEqual({
    phase: 'Initialized',
    online: true,
    conditions: [ready],
  })
})

test('nothing new is said while it is not known whether it answers', () => {
  const health = { online: undefined, message: '' }
  const before = { phase: 'Initialized', online: true, conditions: [ready] }
  expect(clusterStatus(before, { ...known, health }, noon)).toEqual(before)
})

test('one that ceased to answer was reached once, one that never did has failed', () => {
  const silent = { ...known, health: { online: false, message: 'refused' } }
  const before = clusterStatus(undefined, known, noon)
  const after = clusterStatus(before, silent, noon + 60_000)
  expect(after).toMatchObject({
    phase: 'Initialized',
    online: false,
    reason: 'Unreachable',
    message: 'It cannot be reached: refused.',
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-05-01T12:01:00Z' }],
  })
  expect(clusterStatus(after, known, noon + 90_000)).not.toHaveProperty('reason')
  expect(clusterStatus(undefined, silent, noon)).toMatchObject({ phase: 'Failed', reason: 'Unreachable' })
})

test.each([
  [{ connected: false, problem: 'no address', health: undefined }, 'InvalidKubeconfig'],
  [{ connected: false, problem: undefined, health: undefined }, 'NotConnected'],
])('one that cannot be connected has failed: %j', (what, reason) => {
  const before = clusterStatus(undefined, known, noon)
  expect(clusterStatus(before, what, noon)).toMatchObject({ phase: 'Failed', online: false, reason })
})

test('a deleted one says what keeps it', () => {
  const status = clusterStatus(undefined, { ...known, holds: 'Waits for web/dev.' }, noon)
  expect(status).toMatchObject({
    phase: 'Initialized',
    online: true,
    conditions: [
      { type: 'Ready', status: 'False', reason: 'InstancesRemaining', message: 'Waits for web/dev.' },
    ],
  })
})
