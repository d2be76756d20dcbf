import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { selectable } from './selectable.ts'

function fieldsOf(resource: string, object: Partial<KubeObject>): Record<string, string> {
  const whole: KubeObject = { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'x' }, ...object }
  return Object.fromEntries(
    Object.entries(selectable[resource] ?? {}).map(([field, read]) => [field, read(whole)]),
  )
}

test('a pod is found by its node, its phase and its first address', () => {
  const spec = { nodeName: 'n1', hostNetwork: true, restartPolicy: 'Never', serviceAccountName: 'bot' }
  const status = { phase: 'Running', podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }] }
  expect(fieldsOf('/pods', { spec, status })).toEqual({
    'spec.nodeName': 'n1',
    'spec.host': 'n1',
    'spec.hostNetwork': 'true',
    'spec.restartPolicy': 'Never',
    'spec.schedulerName': '',
    'spec.serviceAccountName': 'bot',
    'status.phase': 'Running',
    'status.podIP': '10.0.0.1',
    'status.podIPs': '',
    'status.nominatedNodeName': '',
  })
})

test('what is missing is false, 0 or empty', () => {
  expect(fieldsOf('/nodes', { spec: {} })).toEqual({ 'spec.unschedulable': 'false' })
  expect(fieldsOf('batch/jobs', { status: {} })).toEqual({ 'status.successful': '0' })
  expect(fieldsOf('batch/jobs', { status: { succeeded: 2 } })).toEqual({ 'status.successful': '2' })
  expect(fieldsOf('/replicationcontrollers', {})).toEqual({ 'status.replicas': '0' })
  expect(fieldsOf('/services', { spec: { type: 'ClusterIP' } })).toEqual({
    'spec.clusterIP': '',
    'spec.type': 'ClusterIP',
  })
})

test('an event is found by what it is about, in the words of either group', () => {
  const about = { kind: 'Pod', name: 'p', namespace: 'ns', uid: '1' }
  expect(
    fieldsOf('/events', { involvedObject: about, source: {}, reportingComponent: 'kubelet', reason: 'R' }),
  ).toMatchObject({
    'involvedObject.kind': 'Pod',
    'involvedObject.name': 'p',
    'involvedObject.fieldPath': '',
    reportingComponent: 'kubelet',
    source: 'kubelet',
    reason: 'R',
  })
  const renamed = { regarding: about, reportingController: 'kubelet' }
  expect(fieldsOf('events.k8s.io/events', renamed)).toMatchObject({
    'regarding.name': 'p',
    reportingController: 'kubelet',
  })
})
