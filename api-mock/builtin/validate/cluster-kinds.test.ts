import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { messages, object } from './test-objects.ts'
import { evictionProblem, validateBinding } from './subresources.ts'

function node(spec: JsonObject): KubeObject {
  return object('Node', { spec, status: {} })
}

function budget(spec: JsonObject): KubeObject {
  return object('PodDisruptionBudget', { spec })
}

function autoscaler(fields: JsonObject): KubeObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }
  return object('HorizontalPodAutoscaler', {
    spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 3, ...fields },
  })
}

function webhook(fields: JsonObject): KubeObject {
  const clientConfig = { url: 'https://hooks.example.com' }
  const hook = { name: 'a.example.com', sideEffects: 'None', admissionReviewVersions: ['v1'], clientConfig }
  return object('ValidatingWebhookConfiguration', { webhooks: [{ ...hook, ...fields }] })
}

function apiService(fields: JsonObject): KubeObject {
  const spec = { group: 'example.com', version: 'v1', groupPriorityMinimum: 1000, versionPriority: 15 }
  return object('APIService', { spec: { ...spec, ...fields } }, 'v1.example.com')
}

test.each<[string, KubeObject, string[]]>([
  [
    'with an unknown effect of a taint',
    node({ taints: [{ key: 'a', effect: 'Never' }] }),
    [
      'metadata.taints[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    'with a taint twice',
    node({
      taints: [
        { key: 'a', effect: 'NoSchedule' },
        { key: 'a', effect: 'NoSchedule' },
      ],
    }),
    [
      'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
    ],
  ],
  [
    'with a range that is none',
    node({ podCIDR: 'x', podCIDRs: ['x'] }),
    ['spec.podCIDRs[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
  ],
])('a node is refused: %s', (_what, object, expected) => {
  expect(messages('/nodes', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  ['may be that it takes no pods', node({}), node({ unschedulable: true }), []],
  [
    'may not be its range',
    node({ podCIDRs: ['10.1.0.0/16'] }),
    node({ podCIDRs: ['10.2.0.0/16'] }),
    ['spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid'],
  ],
  [
    'may not be its provider',
    node({ providerID: 'a' }),
    node({ providerID: 'b' }),
    ['spec.providerID: Forbidden: node updates may not change providerID except from "" to valid'],
  ],
])('a change of a node: %s', (_what, before, after, expected) => {
  expect(messages('/nodes', after, before)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'with both bounds',
    budget({ minAvailable: 1, maxUnavailable: 1 }),
    [
      'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
    ],
  ],
  [
    'with more than all',
    budget({ minAvailable: '101%' }),
    ['spec.minAvailable: Invalid value: "101%": must not be greater than 100%'],
  ],
  [
    'with less than none',
    budget({ maxUnavailable: -1 }),
    ['spec.maxUnavailable: Invalid value: -1: must be greater than or equal to 0'],
  ],
])('a disruption budget is refused: %s', (_what, object, expected) => {
  expect(messages('policy/poddisruptionbudgets', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'without a maximum',
    autoscaler({ maxReplicas: 0 }),
    [
      'spec.maxReplicas: Required value: must be set and greater than 0',
      'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`',
    ],
  ],
  [
    'with a maximum below its minimum',
    autoscaler({ minReplicas: 5 }),
    ['spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`'],
  ],
  [
    'down to nothing',
    autoscaler({ minReplicas: 0 }),
    [
      'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
      'spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas',
    ],
  ],
  [
    'of a kind without group',
    autoscaler({ scaleTargetRef: { apiVersion: 'v1', kind: 'Deployment', name: 'a' } }),
    ['spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group'],
  ],
  [
    'by an unknown kind of metric',
    autoscaler({ metrics: [{ type: 'Mood' }] }),
    [
      'spec.metrics[0].type: Unsupported value: "Mood": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
      'spec.metrics[0].type: Unsupported value: "Mood": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
    ],
  ],
  [
    'by a resource without target',
    autoscaler({
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }],
    }),
    [
      'spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization',
    ],
  ],
  [
    'with rules without policy',
    autoscaler({ behavior: { scaleDown: { policies: [] } } }),
    ['spec.behavior.scaleDown.policies: Required value: must specify at least one Policy'],
  ],
])('an autoscaler is refused: %s', (_what, object, expected) => {
  expect(messages('autoscaling/horizontalpodautoscalers', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'above those of users',
    object('PriorityClass', { value: 2000000000 }),
    ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000'],
  ],
  [
    'with a name of the system',
    object('PriorityClass', { value: 1 }, 'system-mine'),
    [
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class",
    ],
  ],
])('a class of priority is refused: %s', (_what, object, expected) => {
  expect(messages('scheduling.k8s.io/priorityclasses', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  [
    'may not be its value',
    object('PriorityClass', { value: 1 }),
    object('PriorityClass', { value: 2 }),
    ['value: Forbidden: may not be changed in an update.'],
  ],
])('a change of a class of priority: %s', (_what, before, after, expected) => {
  expect(messages('scheduling.k8s.io/priorityclasses', after, before)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  ['without handler', object('RuntimeClass', {}), ['handler: Required value']],
])('a class of runtimes is refused: %s', (_what, object, expected) => {
  expect(messages('node.k8s.io/runtimeclasses', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'for no time',
    object('Lease', { spec: { leaseDurationSeconds: 0 } }),
    ['spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0'],
  ],
])('a lease is refused: %s', (_what, object, expected) => {
  expect(messages('coordination.k8s.io/leases', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'with a short name',
    webhook({ name: 'hook' }),
    [
      'webhooks[0].name: Invalid value: "hook": should be a domain with at least three segments separated by dots',
    ],
  ],
  [
    'without saying what else it does',
    webhook({ sideEffects: undefined }),
    ['webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun'],
  ],
  [
    'without a version that is known',
    webhook({ admissionReviewVersions: ['v9'] }),
    ['webhooks[0].admissionReviewVersions: Invalid value: ["v9"]: must include at least one of v1, v1beta1'],
  ],
  [
    'that is slow',
    webhook({ timeoutSeconds: 60 }),
    ['webhooks[0].timeoutSeconds: Invalid value: 60: the timeout value must be between 1 and 30 seconds'],
  ],
  [
    'without TLS',
    webhook({ clientConfig: { url: 'http://hooks.example.com' } }),
    [
      'webhooks[0].clientConfig.url: Invalid value: "http": \'https\' is the only allowed URL scheme; desired format: https://host[/path]',
    ],
  ],
  [
    'both by URL and by service',
    webhook({ clientConfig: { url: 'https://x', service: { name: 'a', namespace: 'b', port: 443 } } }),
    ['webhooks[0].clientConfig: Required value: exactly one of url or service is required'],
  ],
  [
    'for any operation and one more',
    webhook({
      rules: [{ operations: ['*', 'CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
    }),
    [
      'webhooks[0].rules[0].operations: Invalid value: ["*","CREATE"]: if \'*\' is present, must not specify other operations',
    ],
  ],
])('a webhook is refused: %s', (_what, object, expected) => {
  expect(messages('admissionregistration.k8s.io/validatingwebhookconfigurations', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'with another version than its name',
    apiService({ version: 'v2' }),
    [
      'metadata.name: Invalid value: "v1.example.com": must be `spec.version+"."+spec.group`: "v2.example.com"',
    ],
  ],
  [
    'without priority',
    apiService({ versionPriority: 0 }),
    ['spec.versionPriority: Invalid value: 0: must be positive and less than 1000'],
  ],
  [
    'unverified though local',
    apiService({ insecureSkipTLSVerify: true }),
    ['spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify'],
  ],
])('an API service is refused: %s', (_what, object, expected) => {
  expect(messages('apiregistration.k8s.io/apiservices', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'without request',
    object('CertificateSigningRequest', {
      spec: { request: 'eA==', signerName: 'example.com/a', usages: ['client auth'] },
    }),
    ['spec.request: Invalid value: "eA==": PEM block type must be CERTIFICATE REQUEST'],
  ],
])('a request for a certificate is refused: %s', (_what, object, expected) => {
  expect(messages('certificates.k8s.io/certificatesigningrequests', object)).toEqual(expected)
})

test('pods are bound to nodes', () => {
  const binding = (target: JsonObject): string[] =>
    validateBinding(object('Binding', { target })).map(({ field, message }) => `${field}: ${message}`)
  expect(binding({ kind: 'Node', name: 'n' })).toEqual([])
  expect(binding({ kind: 'Rack' })).toEqual([
    'target.kind: Unsupported value: "Rack": supported values: "Node", "<empty>"',
    'target.name: Required value',
  ])
})

test('an eviction names the pod of its path', () => {
  expect(evictionProblem(object('Eviction', {}, 'a'), 'a')).toBeUndefined()
  expect(evictionProblem(object('Eviction', {}, 'b'), 'a')).toBe(
    'name in URL does not match name in Eviction object',
  )
})
