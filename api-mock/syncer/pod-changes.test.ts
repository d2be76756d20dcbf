import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { changedHostPod, insideStatus, withGateConditions } from './pod-changes.ts'

function pod(spec: JsonObject, status: JsonObject = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec, status }
}

test('of the spec that changes which may, and what the host has added stays', () => {
  const host = pod({
    nodeName: 'n',
    schedulingGates: [{ name: 'wait' }],
    tolerations: [{ key: 'host' }, { key: 'both' }],
    containers: [
      { name: 'main', image: 'nginx', resources: { limits: { cpu: '1' } } },
      { name: 'injected', image: 'proxy' },
    ],
  })
  const inside = pod({
    activeDeadlineSeconds: 60,
    tolerations: [{ key: 'both' }, { key: 'new' }],
    containers: [{ name: 'main', image: 'nginx:2', command: ['ignored'] }],
  })
  expect(changedHostPod(host, inside).spec).toEqual({
    nodeName: 'n',
    activeDeadlineSeconds: 60,
    tolerations: [{ key: 'both' }, { key: 'new' }, { key: 'host' }],
    containers: [
      { name: 'main', image: 'nginx:2', resources: { limits: { cpu: '1' } } },
      { name: 'injected', image: 'proxy' },
    ],
  })
})

test('the conditions of gates come from inside, all else of a status from the host', () => {
  const gate = { type: 'open', status: 'True' }
  const stale = { type: 'open', status: 'False' }
  const ready = { type: 'Ready', status: 'True' }
  const inside = pod(
    { readinessGates: [{ conditionType: 'open' }] },
    { qosClass: 'Burstable', phase: 'Pending', conditions: [gate] },
  )
  const host = pod({}, { qosClass: 'Guaranteed', phase: 'Running', conditions: [ready, stale] })
  expect(insideStatus(host, inside)).toEqual({
    phase: 'Running',
    qosClass: 'Burstable',
    conditions: [gate, ready],
  })
  expect(withGateConditions(host, inside).status).toMatchObject({ conditions: [gate, ready] })
  expect(withGateConditions(host, pod({}))).toBe(host)
})
