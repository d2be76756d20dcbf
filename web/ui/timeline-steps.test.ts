import { expect, test } from 'vitest'
import { heldAt, stepsOf } from './timeline-steps.ts'

const at = '2026-05-01T12:00:00Z'
const titles = { Scheduled: 'Place found', VirtualClusterReady: 'Control plane runs' }

test('conditions become steps in their order, without their summary', () => {
  const steps = stepsOf(
    [
      { type: 'Scheduled', status: 'True', lastTransitionTime: at, message: 'on us-east' },
      { type: 'Ready', status: 'False', severity: 'Info' },
      { type: 'VirtualClusterReady', status: 'False', severity: 'Info', reason: 'PodPending' },
      { type: 'NodesProvisioned', status: 'Unknown', message: 'waits for VirtualClusterReady' },
    ],
    titles,
  )
  expect(steps.map(({ title, state, message }) => [title, state, message])).toEqual([
    ['Place found', 'done', 'on us-east'],
    ['Control plane runs', 'waiting', ''],
    ['Nodes provisioned', 'later', 'Waits for “Control plane runs”'],
  ])
  expect(heldAt(steps)?.type).toBe('VirtualClusterReady')
})

test('what went wrong counts before what is waited for', () => {
  const steps = stepsOf(
    [
      { type: 'Scheduled', status: 'False', severity: 'Info' },
      { type: 'SpaceSynced', status: 'False', severity: 'Error' },
    ],
    titles,
  )
  expect(heldAt(steps)?.type).toBe('SpaceSynced')
  expect(heldAt(stepsOf([{ type: 'Scheduled', status: 'True' }], titles))).toBeUndefined()
})

test('what has failed stands after all that was done', () => {
  const steps = stepsOf(
    [
      { type: 'Scheduled', status: 'True' },
      { type: 'SpaceSynced', status: 'False', severity: 'Error' },
      { type: 'VirtualClusterReady', status: 'Unknown' },
      { type: 'SpaceReady', status: 'True' },
    ],
    titles,
  )
  expect(steps.map(({ type, state }) => `${type} ${state}`)).toEqual([
    'Scheduled done',
    'SpaceReady done',
    'SpaceSynced failed',
    'VirtualClusterReady later',
  ])
})
