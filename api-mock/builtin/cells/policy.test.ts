import { expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

test('a quota lists requests and limits, sorted', () => {
  const hard = { pods: '5', 'limits.memory': '2Gi', 'limits.cpu': '2', 'count/secrets': '3' }
  expect(rowOf('/resourcequotas', { status: { hard, used: { pods: '1', 'limits.cpu': '500m' } } })).toEqual({
    Request: 'count/secrets: 0/3, pods: 1/5',
    Limit: 'limits.cpu: 500m/2, limits.memory: 0/2Gi',
  })
  expect(rowOf('/resourcequotas', { status: {} })).toEqual({ Request: '', Limit: '' })
})

test('a budget is a number, a share or not said', () => {
  const shown = (spec: object) =>
    rowOf('policy/poddisruptionbudgets', { spec, status: { disruptionsAllowed: 1 } })
  expect(shown({ minAvailable: 0 })).toEqual({
    'Min Available': '0',
    'Max Unavailable': 'N/A',
    'Allowed Disruptions': 1,
  })
  expect(shown({ maxUnavailable: '25%' })).toMatchObject({
    'Min Available': 'N/A',
    'Max Unavailable': '25%',
  })
})

test('priority classes, levels and flow schemas', () => {
  expect(rowOf('scheduling.k8s.io/priorityclasses', { value: 1000, preemptionPolicy: 'Never' })).toEqual({
    Value: 1000,
    'Global-Default': false,
    PreemptionPolicy: 'Never',
  })
  const levels = 'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations'
  const queuing = { queues: 64, handSize: 6, queueLengthLimit: 50 }
  const limited = { nominalConcurrencyShares: 30, limitResponse: { type: 'Queue', queuing } }
  expect(rowOf(levels, { spec: { type: 'Limited', limited } })).toEqual({
    Type: 'Limited',
    NominalConcurrencyShares: 30,
    Queues: 64,
    HandSize: 6,
    QueueLengthLimit: 50,
  })
  expect(rowOf(levels, { spec: { type: 'Exempt' } })).toMatchObject({
    NominalConcurrencyShares: '<none>',
    Queues: '<none>',
  })
  const spec = { priorityLevelConfiguration: { name: 'global' }, matchingPrecedence: 9 }
  const conditions = [{ type: 'Dangling', status: 'False' }]
  const schemas = 'flowcontrol.apiserver.k8s.io/flowschemas'
  expect(rowOf(schemas, { spec, status: { conditions } })).toEqual({
    PriorityLevel: 'global',
    MatchingPrecedence: 9,
    DistinguisherMethod: '<none>',
    MissingPL: 'False',
  })
  expect(rowOf(schemas, { spec })).toMatchObject({ MissingPL: '?' })
})
