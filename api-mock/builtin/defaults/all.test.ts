import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { defaults } from './all.ts'

/** Fills in twice: the second time must change nothing. */
function filled(resource: string, given: object, apiVersion = 'v1'): KubeObject {
  const fill = defaults[resource]
  if (fill === undefined) throw new Error(`no defaults for ${resource}`)
  const once = fill({ apiVersion, kind: 'Some', metadata: { name: 'a' }, ...given })
  expect(fill(once)).toEqual(once)
  return once
}

test.each(Object.keys(defaults))('%s: an object of nothing can be filled in', (resource) => {
  expect(filled(resource, {})).toMatchObject({ apiVersion: 'v1', kind: 'Some', metadata: { name: 'a' } })
})

test('volumes of every kind', () => {
  const volumes = [
    { name: 'none' },
    { name: 'iscsi', iscsi: {} },
    { name: 'rbd', rbd: { user: 'me' } },
    { name: 'azure', azureDisk: {} },
    { name: 'scale', scaleIO: {} },
    { name: 'image', image: { reference: 'nginx' } },
    { name: 'claim', ephemeral: { volumeClaimTemplate: { spec: {} } } },
    {
      name: 'all',
      projected: { sources: [{ downwardAPI: { items: [{ fieldRef: {} }] } }], defaultMode: 256 },
    },
  ]
  expect(fieldsOf(filled('/pods', { spec: { volumes } }).spec).volumes).toEqual([
    { name: 'none', emptyDir: {} },
    { name: 'iscsi', iscsi: { iscsiInterface: 'default' } },
    { name: 'rbd', rbd: { pool: 'rbd', user: 'me', keyring: '/etc/ceph/keyring' } },
    {
      name: 'azure',
      azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
    },
    { name: 'scale', scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' } },
    { name: 'image', image: { reference: 'nginx', pullPolicy: 'Always' } },
    {
      name: 'claim',
      ephemeral: { volumeClaimTemplate: { metadata: {}, spec: { resources: {}, volumeMode: 'Filesystem' } } },
    },
    {
      name: 'all',
      projected: {
        sources: [{ downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1' } }] } }],
        defaultMode: 256,
      },
    },
  ])
})

test('a pod that names its service account by the old field, in templates too', () => {
  const spec = { serviceAccount: 'robot' }
  const both = { serviceAccount: 'robot', serviceAccountName: 'robot' }
  expect(filled('/pods', { spec }).spec).toMatchObject(both)
  expect(filled('apps/replicasets', { spec: { template: { spec } } }).spec).toMatchObject({
    template: { spec: both },
  })
})

test('the address of a pod is the first of its addresses', () => {
  expect(filled('/pods', { status: { podIP: '10.0.0.1' } }).status).toMatchObject({
    podIPs: [{ ip: '10.0.0.1' }],
  })
  expect(filled('/pods', { status: { podIPs: [{ ip: '10.0.0.1' }] } }).status).toMatchObject({
    podIP: '10.0.0.1',
  })
})

test('a StatefulSet that names its strategy has no rolling update by default', () => {
  const named = { spec: { updateStrategy: { type: 'RollingUpdate' } } }
  expect(filled('apps/statefulsets', named).spec).toMatchObject(named.spec)
  expect(fieldsOf(filled('apps/statefulsets', named).spec).updateStrategy).not.toHaveProperty('rollingUpdate')
})

test.each([
  [{}, { completions: 1, parallelism: 1, backoffLimit: 6, podReplacementPolicy: 'TerminatingOrFailed' }],
  [{ backoffLimitPerIndex: 0 }, { backoffLimit: 2147483647 }],
  [{ podFailurePolicy: { rules: [] } }, { podReplacementPolicy: 'Failed' }],
])('a job with %j', (spec, expected) => {
  expect(filled('batch/jobs', { spec }).spec).toMatchObject(expected)
})

test('a job that works off a queue has no number of completions', () => {
  expect(filled('batch/jobs', { spec: { parallelism: 3 } }).spec).not.toHaveProperty('completions')
})

test('a service to which clients stick', () => {
  const sticky = { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } }
  expect(filled('/services', { spec: { sessionAffinity: 'ClientIP' } }).spec).toMatchObject(sticky)
  expect(filled('/services', { spec: sticky }).spec).not.toHaveProperty('sessionAffinityConfig')
})

test('a network policy for traffic that leaves', () => {
  const spec = { egress: [{ ports: [{ port: 53 }] }] }
  expect(filled('networking.k8s.io/networkpolicies', { spec }).spec).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }],
  })
})

test('an autoscaler fills in its behaviour only where some is given, and in v1 knows CPU only', () => {
  const resource = 'autoscaling/horizontalpodautoscalers'
  const spec = { behavior: { scaleDown: { policies: [] } } }
  expect(filled(resource, { spec }, 'autoscaling/v2').spec).toMatchObject({
    behavior: {
      scaleUp: {
        selectPolicy: 'Max',
        stabilizationWindowSeconds: 0,
        policies: [{ value: 4 }, { value: 100 }],
      },
      scaleDown: { selectPolicy: 'Max', policies: [] },
    },
  })
  expect(filled(resource, {}, 'autoscaling/v1')).toMatchObject({
    spec: { minReplicas: 1, targetCPUUtilizationPercentage: 80 },
    status: { currentReplicas: 0, desiredReplicas: 0 },
  })
})

test('a webhook', () => {
  const webhooks = [{ clientConfig: { service: { name: 's' } }, rules: [{}] }]
  expect(filled('admissionregistration.k8s.io/mutatingwebhookconfigurations', { webhooks }).webhooks).toEqual(
    [
      {
        clientConfig: { service: { name: 's', port: 443 } },
        rules: [{ scope: '*' }],
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {},
        reinvocationPolicy: 'Never',
        timeoutSeconds: 10,
      },
    ],
  )
})

test('priority levels and their queues', () => {
  const spec = { limited: { limitResponse: { type: 'Queue', queuing: { queues: 1 } } } }
  const resource = 'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations'
  expect(filled(resource, { spec }).spec).toEqual({
    limited: {
      nominalConcurrencyShares: 30,
      lendablePercent: 0,
      limitResponse: { type: 'Queue', queuing: { handSize: 8, queues: 1, queueLengthLimit: 50 } },
    },
  })
})

test('the labels of a controller and what it selects are those of its pods', () => {
  const template = { metadata: { labels: { app: 'a' } } }
  expect(filled('/replicationcontrollers', { spec: { template } })).toMatchObject({
    metadata: { labels: { app: 'a' } },
    spec: { selector: { app: 'a' }, replicas: 1 },
  })
})

test('a limit range for containers takes the minimum for a request that nothing else says', () => {
  const limits = [
    { type: 'Container', min: { cpu: '1m' } },
    { type: 'Pod', max: { cpu: '1' } },
  ]
  expect(filled('/limitranges', { spec: { limits } }).spec).toEqual({
    limits: [{ type: 'Container', min: { cpu: '1m' }, defaultRequest: { cpu: '1m' } }, limits[1]],
  })
})

test('a claim for devices asks for one', () => {
  const spec = { devices: { requests: [{ exactly: {} }, { exactly: { allocationMode: 'All' } }] } }
  expect(filled('resource.k8s.io/resourceclaims', { spec }).spec).toEqual({
    devices: {
      requests: [
        { exactly: { allocationMode: 'ExactCount', count: 1 } },
        { exactly: { allocationMode: 'All' } },
      ],
    },
  })
})
