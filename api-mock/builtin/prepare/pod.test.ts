import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { pods } from './pod.ts'

const metadata = { name: 'p', uid: 'u', creationTimestamp: '2026-01-01T00:00:00Z' }

function pod(fields: Record<string, unknown>, more: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, ...more }, ...fields }
}

test('a new pod is pending, whatever its author says', () => {
  const created = pods.prepareForCreate?.(pod({ spec: { containers: [{}] }, status: { phase: 'Running' } }))
  expect(created?.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' })
})

test('a pod with scheduling gates says that it waits for them', () => {
  const created = pods.prepareForCreate?.(pod({ spec: { schedulingGates: [{ name: 'g' }] } }))
  expect(created?.status).toMatchObject({
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'SchedulingGated',
        lastTransitionTime: metadata.creationTimestamp,
      },
    ],
  })
})

test('affinity to pods with the same labels is spelled out', () => {
  const term = { labelSelector: {}, matchLabelKeys: ['version', 'none'], mismatchLabelKeys: ['team'] }
  const spec = {
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    topologySpreadConstraints: [{ matchLabelKeys: ['version'] }],
  }
  const created = pods.prepareForCreate?.(pod({ spec }, { labels: { version: '2', team: 'a' } }))
  const matchExpressions = [
    { key: 'version', operator: 'In', values: ['2'] },
    { key: 'team', operator: 'NotIn', values: ['a'] },
  ]
  expect(created?.spec).toEqual({
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ ...term, labelSelector: { matchExpressions } }],
      },
    },
    // Without a selector a constraint is about no pods.
    topologySpreadConstraints: spec.topologySpreadConstraints,
  })
})

test('who writes a status may leave out what the server knows, and cannot change owners', () => {
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Owner', name: 'o', uid: 'u' }]
  const ready = { type: 'Ready', status: 'True' }
  const status = {
    qosClass: 'Burstable',
    conditions: [{ ...ready, observedGeneration: 2 }],
    observedGeneration: 3,
  }
  const live = pod({ status }, { ownerReferences })
  const wanted = pod({ status: { phase: 'Running', conditions: [{ ...ready, status: 'False' }] } })
  expect(pods.prepareForUpdate?.(wanted, live, 'status')).toEqual(
    pod(
      {
        status: {
          phase: 'Running',
          qosClass: 'Burstable',
          observedGeneration: 3,
          conditions: [{ type: 'Ready', status: 'False', observedGeneration: 2 }],
        },
      },
      { ownerReferences },
    ),
  )
})

test('ephemeral containers are added and nothing else', () => {
  const live = pod({ spec: { containers: [{ name: 'a' }] }, status: { phase: 'Running' } })
  const ephemeralContainers = [{ name: 'debug' }]
  const spec = { containers: [{ name: 'b' }], ephemeralContainers }
  const wanted = pod({ spec, status: {} }, { labels: { a: 'b' } })
  expect(pods.prepareForUpdate?.(wanted, live, 'ephemeralcontainers')).toEqual({
    ...live,
    spec: { containers: [{ name: 'a' }], ephemeralContainers },
  })
})

test('a resize changes resources only; one that renames containers is for validation', () => {
  const live = pod({ spec: { containers: [{ name: 'a', image: 'i:1' }] } })
  const resources = { requests: { cpu: '2' } }
  const wanted = pod({ spec: { nodeName: 'n', containers: [{ name: 'a', image: 'i:2', resources }] } })
  expect(pods.prepareForUpdate?.(wanted, live, 'resize').spec).toEqual({
    containers: [{ name: 'a', image: 'i:1', resources }],
  })
  const renamed = pod({ spec: { containers: [{ name: 'b' }] } })
  expect(pods.prepareForUpdate?.(renamed, live, 'resize')).toBe(renamed)
})
