import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { controlPlaneState } from './control-plane.ts'

const statefulSet = (readyReplicas: number): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'dev', generation: 1 },
  status: { observedGeneration: 1, readyReplicas },
})

const pod = (status: object, metadata: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'dev-0', ...metadata },
  status,
})

const state = (pods: KubeObject[], ready = 0, refusals: KubeObject[] = []) =>
  controlPlaneState({ statefulSet: statefulSet(ready), pods, refusals })

test('it is ready with its stateful set and a pod', () => {
  const ready = pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] })
  expect(state([ready], 1)).toEqual({ ready: true })
  expect(state([ready], 0)).toMatchObject({ ready: false, reason: 'Starting' })
  expect(
    state([{ ...ready, metadata: { name: 'dev-0', deletionTimestamp: '2026-01-01T00:00:00Z' } }], 1),
  ).toEqual({
    ready: false,
    reason: 'PodTerminating',
    message: 'pod dev-0 is ending',
  })
})

test("the scheduler's, the kubelet's and the quota's own words are said", () => {
  const message = '0/3 nodes are available: 3 Insufficient cpu.'
  const unschedulable = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }
  expect(state([pod({ phase: 'Pending', conditions: [unschedulable] })])).toEqual({
    ready: false,
    reason: 'Unschedulable',
    message,
  })
  const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image "nowhere"' }
  const containerStatuses = [{ name: 'syncer', state: { waiting } }]
  expect(state([pod({ phase: 'Pending', containerStatuses })])).toEqual({ ready: false, ...waiting })
  const refusal = (lastTimestamp: string, text: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: text },
    reason: 'FailedCreate',
    message: text,
    lastTimestamp,
  })
  expect(
    state([], 0, [refusal('2026-01-01T00:00:00Z', 'old'), refusal('2026-01-01T00:00:05Z', 'exceeded quota')]),
  ).toEqual({ ready: false, reason: 'FailedCreate', message: 'exceeded quota' })
})

test('a pod that is on its way says so', () => {
  const creating = [{ name: 'syncer', state: { waiting: { reason: 'PodInitializing' } } }]
  expect(state([pod({ phase: 'Pending', containerStatuses: creating })])).toEqual({
    ready: false,
    reason: 'Starting',
    message: 'pod dev-0 is starting',
  })
  expect(state([])).toMatchObject({ reason: 'PodMissing' })
  expect(controlPlaneState({ statefulSet: undefined, pods: [], refusals: [] })).toMatchObject({
    reason: 'StatefulSetMissing',
  })
})
