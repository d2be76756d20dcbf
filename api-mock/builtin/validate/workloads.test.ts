import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import type { JsonObject } from '#kube/json.ts'
import { messages, template, workload } from './test-objects.ts'

const rolling = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }

function deployment(fields: JsonObject = {}): KubeObject {
  return workload('Deployment', { strategy: rolling, ...fields })
}

function daemonSet(fields: JsonObject = {}): KubeObject {
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  return workload('DaemonSet', { updateStrategy, ...fields })
}

function statefulSet(fields: JsonObject = {}): KubeObject {
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }
  return workload('StatefulSet', { podManagementPolicy: 'OrderedReady', updateStrategy, ...fields })
}

test.each<[string, KubeObject, string[]]>([
  [
    'without selector',
    deployment({ selector: undefined }),
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'with an empty selector',
    deployment({ selector: {} }),
    ['spec.selector: Invalid value: {}: empty selector is invalid for deployment'],
  ],
  [
    'with an operator that is none',
    deployment({ selector: { matchExpressions: [{ key: 'app', operator: 'Is' }] } }),
    [
      'spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
      'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"Is"}]}: invalid label selector',
    ],
  ],
  [
    'with a template of other labels',
    deployment({ template: template({}, { app: 'b' }) }),
    [
      'spec.template.metadata.labels: Invalid value: {"app":"b"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'with pods that end',
    deployment({ template: template({ restartPolicy: 'OnFailure' }) }),
    ['spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"'],
  ],
  [
    'with a deadline for its pods',
    deployment({ template: template({ activeDeadlineSeconds: 3 }) }),
    [
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
    ],
  ],
  [
    'with less than no replicas',
    deployment({ replicas: -1 }),
    ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'with an unknown strategy',
    deployment({ strategy: { type: 'Canary' } }),
    [
      'spec.strategy: Unsupported value: {"Type":"Canary","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
    ],
  ],
  [
    'with a rolling update of Recreate',
    deployment({ strategy: { type: 'Recreate', rollingUpdate: {} } }),
    ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
  ],
  [
    'with neither surge nor unavailable',
    deployment({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } }),
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0'],
  ],
  [
    'with more than all unavailable',
    deployment({
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '150%' } },
    }),
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "150%": must not be greater than 100%'],
  ],
  [
    'with a share that is none',
    deployment({
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 'half', maxUnavailable: 1 } },
    }),
    [
      "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"half\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
  ],
  [
    'with a deadline before its pods are ready',
    deployment({ minReadySeconds: 60, progressDeadlineSeconds: 30 }),
    ['spec.progressDeadlineSeconds: Invalid value: 30: must be greater than minReadySeconds'],
  ],
])('a deployment is refused: %s', (_what, object, expected) => {
  expect(messages('apps/deployments', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'with both surge and unavailable',
    daemonSet({
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
    }),
    [
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    ],
  ],
  [
    'with neither of them',
    daemonSet({
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
    }),
    ['spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0'],
  ],
  [
    'with an unknown strategy',
    daemonSet({ updateStrategy: { type: 'Recreate' } }),
    [
      'spec.updateStrategy: Unsupported value: {"Type":"Recreate","RollingUpdate":null}: supported values: "RollingUpdate", "OnDelete"',
    ],
  ],
  [
    'with an empty selector',
    daemonSet({ selector: {} }),
    ['spec.selector: Invalid value: {}: empty selector is invalid for daemonset'],
  ],
])('a daemon set is refused: %s', (_what, object, expected) => {
  expect(messages('apps/daemonsets', object)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'with an unknown order of its pods',
    statefulSet({ podManagementPolicy: 'Random' }),
    ["spec.podManagementPolicy: Invalid value: \"Random\": must be 'OrderedReady' or 'Parallel'"],
  ],
  [
    'with a rolling update of OnDelete',
    statefulSet({ updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } }),
    [
      'spec.updateStrategy.rollingUpdate: Invalid value: {"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy \'RollingUpdate\'',
    ],
  ],
  [
    'with an unknown strategy',
    statefulSet({ updateStrategy: { type: 'Recreate' } }),
    [
      'spec.updateStrategy: Invalid value: {"Type":"Recreate","RollingUpdate":null}: must be \'RollingUpdate\' or \'OnDelete\'',
    ],
  ],
  [
    'with a template of a claim for nothing',
    statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] }),
    [
      'spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required',
      'spec.volumeClaimTemplates[0].spec.resources[storage]: Required value',
    ],
  ],
])('a stateful set is refused: %s', (_what, object, expected) => {
  expect(messages('apps/statefulsets', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  ['may be another number', deployment({ replicas: 1 }), deployment({ replicas: 3 }), []],
  [
    'may not be another selector',
    deployment(),
    deployment({ selector: { matchLabels: { app: 'b' } }, template: template({}, { app: 'b' }) }),
    ['spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable'],
  ],
])('a change of a deployment: %s', (_what, before, after, expected) => {
  expect(messages('apps/deployments', after, before)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  ['may be another template', statefulSet(), statefulSet({ template: template({ hostNetwork: true }) }), []],
  [
    'may not be another service',
    statefulSet({ serviceName: 'a' }),
    statefulSet({ serviceName: 'b' }),
    [
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ],
  ],
])('a change of a stateful set: %s', (_what, before, after, expected) => {
  expect(messages('apps/statefulsets', after, before)).toEqual(expected)
})
