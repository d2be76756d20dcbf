import type { KubeObject } from '#kube/types.ts'
import { expect, test } from 'vitest'
import { podRows, podState } from './pod-row.ts'

const pod: KubeObject = {
  apiVersion: 'meta.k8s.io/v1',
  kind: 'PartialObjectMetadata',
  metadata: {
    name: 'web',
    namespace: 'shop',
    labels: { app: 'web' },
    managedFields: [{ manager: 'kubelet' }],
  },
}

test('a row has what the columns say, and of the metadata what rows need', () => {
  const cells: Record<string, unknown> = {
    Ready: '0/1',
    Status: 'CrashLoopBackOff',
    Restarts: '3 (5m ago)',
    Node: '<none>',
    IP: '10.0.0.7',
  }
  expect(podRows.keep(pod, (column) => cells[column])).toEqual({
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    ready: '0/1',
    status: 'CrashLoopBackOff',
    restarts: 3,
    node: '',
    ip: '10.0.0.7',
  })
})

test('a server that has other columns leaves cells empty', () => {
  expect(podRows.keep(pod, () => undefined)).toMatchObject({ status: '', restarts: 0 })
})

test.each([
  ['Running', '2/2', 'n1', 'good', 'Running'],
  ['Running', '1/2', 'n1', 'pending', 'Running, not ready'],
  ['Completed', '0/1', 'n1', 'good', 'Completed'],
  ['Pending', '0/1', '', 'pending', 'Pending, on no node'],
  ['Unschedulable', '0/1', '', 'warn', 'Unschedulable'],
  ['Pending', '0/1', 'n1', 'pending', 'Pending'],
  ['Init:0/2', '0/1', 'n1', 'pending', 'Init:0/2'],
  ['Init:CrashLoopBackOff', '0/1', 'n1', 'bad', 'Init:CrashLoopBackOff'],
  ['ImagePullBackOff', '0/1', 'n1', 'bad', 'ImagePullBackOff'],
  ['Terminating', '1/1', 'n1', 'leaving', 'Terminating'],
  ['Unknown', '1/1', 'n1', 'unknown', 'Unknown'],
])('%s %s on node %j is %s: %s', (status, ready, node, tone, words) => {
  expect(podState({ status, ready, node })).toEqual({ tone, words })
})
