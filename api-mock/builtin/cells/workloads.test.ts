import { describe, expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

const start = '2026-01-01T00:00:00Z'

const podSpec = {
  containers: [
    { name: 'a', image: 'one:1' },
    { name: 'b', image: 'two:2' },
  ],
}
const selector = {
  matchLabels: { app: 'x' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['b', 'a'] },
    { key: 'b', operator: 'DoesNotExist' },
    { key: 'c', operator: 'Exists' },
    { key: 'd', operator: 'NotIn', values: ['z'] },
  ],
}
const selectorShown = 'app=x,!b,c,d notin (z),tier in (a,b)'
const wide = { Containers: 'a,b', Images: 'one:1,two:2', Selector: selectorShown }

test('replicas of deployments, replica sets, stateful sets and replication controllers', () => {
  const spec = { replicas: 3, selector, template: { spec: podSpec } }
  const status = { replicas: 2, readyReplicas: 1, updatedReplicas: 2, availableReplicas: 1 }
  expect(rowOf('apps/deployments', { spec, status })).toEqual({
    Ready: '1/3',
    'Up-to-date': 2,
    Available: 1,
    ...wide,
  })
  expect(rowOf('apps/replicasets', { spec, status })).toEqual({ Desired: 3, Current: 2, Ready: 1, ...wide })
  expect(rowOf('apps/statefulsets', { spec, status })).toEqual({
    Ready: '1/3',
    Containers: 'a,b',
    Images: 'one:1,two:2',
  })
  const controller = { spec: { ...spec, selector: { b: '2', a: '1' } }, status: {} }
  expect(rowOf('/replicationcontrollers', controller)).toEqual({
    Desired: 3,
    Current: 0,
    Ready: 0,
    ...wide,
    Selector: 'a=1,b=2',
  })
})

test('a selector of everything', () => {
  const spec = { selector: {} }
  expect(rowOf('apps/deployments', { spec })).toMatchObject({ Selector: '' })
  expect(rowOf('apps/replicasets', { spec })).toMatchObject({ Selector: '<none>' })
})

test('daemon sets count nodes', () => {
  const spec = { selector, template: { spec: { ...podSpec, nodeSelector: { disk: 'ssd' } } } }
  const status = {
    desiredNumberScheduled: 5,
    currentNumberScheduled: 4,
    numberReady: 3,
    updatedNumberScheduled: 2,
    numberAvailable: 1,
  }
  const counts = { Desired: 5, Current: 4, Ready: 3, 'Up-to-date': 2, Available: 1 }
  expect(rowOf('apps/daemonsets', { spec, status })).toEqual({
    ...counts,
    'Node Selector': 'disk=ssd',
    ...wide,
  })
})

describe('jobs', () => {
  test.each([
    ['1/3', { completions: 3 }],
    ['1/1 of 2', { parallelism: 2 }],
    ['1/1', { parallelism: 1 }],
  ])('completions %s', (Completions, spec) => {
    expect(rowOf('batch/jobs', { spec, status: { succeeded: 1 } })).toMatchObject({ Completions })
  })

  test.each([
    ['Complete', ['SuccessCriteriaMet', 'Complete'], false],
    ['Failed', ['FailureTarget', 'Failed'], true],
    ['Terminating', ['Suspended'], true],
    ['Suspended', ['Suspended'], false],
    ['FailureTarget', ['FailureTarget'], false],
    ['SuccessCriteriaMet', ['SuccessCriteriaMet'], false],
    ['Running', [], false],
  ])('status %s', (Status, types, deleted) => {
    const conditions = types.map((type) => ({ type, status: 'True' }))
    const metadata = { name: 'x', ...(deleted ? { deletionTimestamp: start } : {}) }
    expect(rowOf('batch/jobs', { metadata, status: { conditions } })).toMatchObject({ Status })
  })

  test('the duration grows until the job is complete', () => {
    const durationOf = (status: object) => rowOf('batch/jobs', { status }).Duration
    expect(durationOf({})).toBe('')
    expect(durationOf({ startTime: start })).toBe(`since ${start}`)
    expect(durationOf({ startTime: start, completionTime: '2026-01-01T00:02:05Z' })).toBe('2m5s')
  })
})

test('cron jobs', () => {
  const spec = { schedule: '* * * * *', jobTemplate: { spec: { template: { spec: podSpec } } } }
  expect(rowOf('batch/cronjobs', { spec, status: {} })).toEqual({
    Schedule: '* * * * *',
    Timezone: '<none>',
    Suspend: '<unset>',
    Active: 0,
    'Last Schedule': '<none>',
    ...wide,
    Selector: '<none>',
  })
  const status = { active: [{ name: 'j' }], lastScheduleTime: start }
  const zoned = { ...spec, timeZone: 'Etc/UTC', suspend: false }
  expect(rowOf('batch/cronjobs', { spec: zoned, status })).toMatchObject({
    Timezone: 'Etc/UTC',
    Suspend: 'False',
    Active: 1,
    'Last Schedule': `since ${start}`,
  })
})

test('pod templates and controller revisions', () => {
  const template = { metadata: { labels: { a: '1' } }, spec: podSpec }
  expect(rowOf('/podtemplates', { template })).toMatchObject({ Images: 'one:1,two:2', 'Pod Labels': 'a=1' })
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: '1', controller: true }
  expect(
    rowOf('apps/controllerrevisions', { metadata: { name: 'x', ownerReferences: [owner] }, revision: 7 }),
  ).toEqual({ Controller: 'statefulset.apps/db', Revision: 7 })
  expect(rowOf('apps/controllerrevisions', { revision: 1 })).toEqual({ Controller: '<none>', Revision: 1 })
})
