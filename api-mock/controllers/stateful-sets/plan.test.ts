import { expect, test } from 'vitest'
import { readPod } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { planStatefulSet, readStatefulSet, revisionLabel, statefulSetStatus } from './plan.ts'

const now = Date.parse('2026-01-01T00:01:00Z')
const revisions = { current: 'web-1', update: 'web-2' }

function setOf(spec: object) {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', generation: 4 },
    spec: {
      replicas: 3,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      ...spec,
    },
  }
}

function pod(ordinal: number, more: Partial<PodEntry> = {}, revision = 'web-2'): PodEntry {
  const read = readPod({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `web-${ordinal}`, labels: { [revisionLabel]: revision } },
  })
  return { ...read, phase: 'Running', readySince: now - 1000, ...more }
}

function plan(spec: object, pods: PodEntry[]) {
  const planned = planStatefulSet(readStatefulSet(setOf(spec)), { pods, revisions, now })
  return {
    create: planned.create.map(({ ordinal, revision }) => `${ordinal} ${revision}`),
    remove: planned.remove.map(({ name }) => name),
  }
}

const unready = { readySince: undefined }
const parallel = { podManagementPolicy: 'Parallel' }
const old = (ordinal: number, more: Partial<PodEntry> = {}) => pod(ordinal, more, 'web-1')

test.each<[string, object, PodEntry[], { create?: string[]; remove?: string[] }]>([
  ['the first pod', {}, [], { create: ['0 web-2'] }],
  ['the next one, when the first is ready', {}, [pod(0)], { create: ['1 web-2'] }],
  ['nothing before that', {}, [pod(0, unready)], {}],
  ['all of them in parallel', parallel, [], { create: ['0 web-2', '1 web-2', '2 web-2'] }],
  ['from the first ordinal on', { ordinals: { start: 5 } }, [], { create: ['5 web-2'] }],
  ['the old revision below the partition', partition(2), [], { create: ['0 web-1'] }],
  ['a pod that has ended goes', {}, [pod(0, { phase: 'Failed' })], { remove: ['web-0'] }],
  ['the last pod goes first', { replicas: 1 }, [pod(0), pod(1), pod(2)], { remove: ['web-2'] }],
  ['one after the other', { replicas: 1 }, [pod(0), pod(1), pod(2, { deleting: true })], {}],
  [
    'all at once in parallel',
    { replicas: 1, ...parallel },
    [pod(0), pod(1), pod(2)],
    { remove: ['web-2', 'web-1'] },
  ],
  ['not while others are not ready', { replicas: 1 }, [pod(0, unready), pod(1)], {}],
  ['an update begins with the last', {}, [old(0), old(1), old(2)], { remove: ['web-2'] }],
  ['and goes on when that is ready', {}, [old(0), old(1), pod(2)], { remove: ['web-1'] }],
  ['in parallel, too', parallel, [old(0), old(1), pod(2, unready)], {}],
  ['not below the partition', partition(2), [old(0), old(1), pod(2)], {}],
  ['not with OnDelete', { updateStrategy: { type: 'OnDelete' } }, [old(0), old(1), old(2)], {}],
])('%s', (_what, spec, pods, { create = [], remove = [] }) => {
  expect(plan(spec, pods)).toEqual({ create, remove })
})

function partition(count: number): object {
  return { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: count } } }
}

test('a set of billions is made some hundreds at a time, and its pods are not too many', () => {
  const huge = { replicas: 2_147_483_647, ...parallel }
  expect(plan(huge, []).create).toHaveLength(500)
  const { create, remove } = plan(huge, [pod(0), pod(1_000_000)])
  expect(create[0]).toBe('1 web-2')
  expect(create).toHaveLength(501)
  expect(remove).toEqual([])
})

test('the status counts by revision, and a complete update has a new current one', () => {
  const set = setOf({})
  const status = (pods: PodEntry[]) => statefulSetStatus(set, readStatefulSet(set), { pods, revisions, now })
  expect(status([old(0), old(1, unready), pod(2)])).toEqual({
    observedGeneration: 4,
    replicas: 3,
    readyReplicas: 2,
    currentReplicas: 2,
    updatedReplicas: 1,
    currentRevision: 'web-1',
    updateRevision: 'web-2',
    collisionCount: 0,
    availableReplicas: 2,
  })
  expect(status([pod(0), pod(1), pod(2)])).toMatchObject({ currentReplicas: 3, currentRevision: 'web-2' })
})
