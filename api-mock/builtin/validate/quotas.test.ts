import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { messages, object } from './test-objects.ts'

function quota(fields: JsonObject): KubeObject {
  return object('ResourceQuota', { spec: { hard: { pods: '1' }, ...fields } })
}

function limits(fields: JsonObject): KubeObject {
  return object('LimitRange', { spec: { limits: [{ type: 'Container', ...fields }] } })
}

test.each<[string, KubeObject, string[]]>([
  [
    'of an unknown resource',
    quota({ hard: { apples: '1' } }),
    [
      'spec.hard[apples]: Invalid value: "apples": must be a standard resource type or fully qualified',
      'spec.hard[apples]: Invalid value: "apples": must be a standard resource for quota',
    ],
  ],
  [
    'of less than nothing',
    quota({ hard: { pods: '-1' } }),
    ['spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0'],
  ],
  [
    'of half a pod',
    quota({ hard: { pods: '500m' } }),
    ['spec.hard[pods]: Invalid value: "500m": must be an integer'],
  ],
  [
    'with an unknown scope',
    quota({ scopes: ['Weekend'] }),
    ['spec.scopes: Invalid value: ["Weekend"]: unsupported scope'],
  ],
  [
    'with scopes that exclude each other',
    quota({ scopes: ['BestEffort', 'NotBestEffort'] }),
    ['spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes'],
  ],
  [
    'of something that a scope has not',
    quota({ hard: { cpu: '1' }, scopes: ['BestEffort'] }),
    ['spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource'],
  ],
  [
    'for classes that are not named',
    quota({ scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }] } }),
    [
      "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
    ],
  ],
])('a quota is refused: %s', (_what, object, expected) => {
  expect(messages('/resourcequotas', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  ['may be its limits', quota({}), quota({ hard: { pods: '2' } }), []],
  [
    'may not be its scopes',
    quota({ scopes: ['BestEffort'] }),
    quota({ scopes: ['NotBestEffort'] }),
    ['spec.scopes: Invalid value: ["NotBestEffort"]: field is immutable'],
  ],
])('a change of a quota: %s', (_what, before, after, expected) => {
  expect(messages('/resourcequotas', after, before)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'of an unknown type',
    limits({ type: 'Node' }),
    ['spec.limits[0].type: Invalid value: "Node": must be a standard limit type or fully qualified'],
  ],
  [
    'with a minimum above the maximum',
    limits({ min: { cpu: '2' }, max: { cpu: '1' } }),
    ['spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1'],
  ],
  [
    'with a default above the maximum',
    limits({ default: { memory: '2Gi' }, max: { memory: '1Gi' } }),
    ['spec.limits[0].default[memory]: Invalid value: "1Gi": default value 2Gi is greater than max value 1Gi'],
  ],
  [
    'with a default request above the default',
    limits({ default: { cpu: '1' }, defaultRequest: { cpu: '2' } }),
    [
      'spec.limits[0].defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than default limit value 1',
    ],
  ],
  [
    'with a ratio below one',
    limits({ maxLimitRequestRatio: { cpu: '500m' } }),
    ['spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "500m": ratio 500m is less than 1'],
  ],
  [
    'with a ratio that its bounds do not allow',
    limits({ min: { cpu: '1' }, max: { cpu: '3' }, maxLimitRequestRatio: { cpu: '4' } }),
    [
      'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "4": ratio 4 is greater than max/min = 3.000000',
    ],
  ],
  [
    'with defaults of a whole pod',
    limits({ type: 'Pod', default: { cpu: '1' } }),
    ["spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'"],
  ],
  [
    'of claims without storage',
    limits({ type: 'PersistentVolumeClaim', max: {} }),
    [
      'spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
    ],
  ],
])('a limit range is refused: %s', (_what, object, expected) => {
  expect(messages('/limitranges', object)).toEqual(expected)
})
