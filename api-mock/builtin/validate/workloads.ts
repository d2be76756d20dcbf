import { type FieldCause, forbiddenValue, invalidPrinted, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject, type JsonObject, sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { notNegative, when } from './checks.ts'
import { podTemplate } from './pod-spec.ts'
import { isSet } from './reading.ts'
import { invalidSelector, isEmptySelector, labelSelector } from './selectors.ts'
import {
  atMostAll,
  countOf,
  emptySelector,
  intOrPercent,
  isUnreadable,
  requiredSelector,
  restartsAlways,
  sameSelector,
  unknownStrategy,
  unselected,
} from './templates.ts'
import { workloadStatus } from './workload-status.ts'

/** Deployments, ReplicaSets and DaemonSets, and the older ReplicationControllers. */

export function deployment(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (subresource === 'status') return workloadStatus(object, 'Deployment', live)
  const spec = fieldsOf(object.spec)
  const { progressDeadlineSeconds: deadline } = spec
  return [
    ...notNegative(spec, 'spec', 'replicas'),
    ...requiredSelector(spec.selector, 'deployment'),
    ...replicaTemplate(spec, 'ReplicaSet'),
    ...deploymentStrategy(fieldsOf(spec.strategy), 'spec.strategy'),
    ...notNegative(spec, 'spec', 'minReadySeconds', 'revisionHistoryLimit'),
    ...notNegative(spec, 'spec', 'progressDeadlineSeconds'),
    ...when(
      isSet(deadline) && numberOf(deadline) <= numberOf(spec.minReadySeconds),
      invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'),
    ),
    ...(live === undefined ? [] : sameSelector(object, live)),
  ]
}

export function replicaSet(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (subresource === 'status') return workloadStatus(object, 'ReplicaSet', live)
  const spec = fieldsOf(object.spec)
  return [
    ...notNegative(spec, 'spec', 'replicas', 'minReadySeconds'),
    ...requiredSelector(spec.selector, 'deployment'),
    ...replicaTemplate(spec, 'ReplicaSet'),
    ...(live === undefined ? [] : sameSelector(object, live)),
  ]
}

function replicaTemplate(spec: JsonObject, kind: string): FieldCause[] {
  const { selector, template } = spec
  if (isUnreadable(selector)) return [invalidSelector(selector, 'spec.selector', 'invalid label selector')]
  return [
    ...(isObject(selector) && isEmptySelector(selector) ? [] : unselected(selector, template)),
    ...podTemplate(template, 'spec.template'),
    ...restartsAlways(template, kind),
  ]
}

function deploymentStrategy(strategy: JsonObject, field: string): FieldCause[] {
  const { type, rollingUpdate } = strategy
  const path = `${field}.rollingUpdate`
  if (type === 'Recreate') {
    const detail = "may not be specified when strategy `type` is 'Recreate'"
    return when(isSet(rollingUpdate), forbiddenValue(path, detail))
  }
  if (type !== 'RollingUpdate')
    return [unknownStrategy('DeploymentStrategy', strategy, field, ['Recreate', 'RollingUpdate'])]
  if (!isObject(rollingUpdate)) {
    return [requiredValue(path, 'this should be defaulted and never be nil')]
  }
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate
  const neither = 'may not be 0 when `maxSurge` is 0'
  return [
    ...intOrPercent(maxUnavailable, `${path}.maxUnavailable`),
    ...intOrPercent(maxSurge, `${path}.maxSurge`),
    ...when(
      countOf(maxUnavailable) === 0 && countOf(maxSurge) === 0,
      invalidPrinted(`${path}.maxUnavailable`, JSON.stringify(maxUnavailable), neither),
    ),
    ...atMostAll(maxUnavailable, `${path}.maxUnavailable`),
  ]
}

export function daemonSet(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (subresource === 'status') return workloadStatus(object, 'DaemonSet', live)
  const spec = fieldsOf(object.spec)
  const { selector, template } = spec
  return [
    ...(live === undefined ? [] : sameSelector(object, live)),
    ...labelSelector(selector, 'spec.selector'),
    ...(isUnreadable(selector) ? [] : unselected(selector, template)),
    ...(isObject(selector) ? emptySelector(selector, 'daemonset') : []),
    ...podTemplate(template, 'spec.template'),
    ...restartsAlways(template, 'DaemonSet'),
    ...notNegative(spec, 'spec', 'minReadySeconds'),
    ...daemonStrategy(fieldsOf(spec.updateStrategy), 'spec.updateStrategy'),
    ...notNegative(spec, 'spec', 'revisionHistoryLimit'),
  ]
}

function daemonStrategy(strategy: JsonObject, field: string): FieldCause[] {
  const { type, rollingUpdate } = strategy
  if (type === 'OnDelete') return []
  if (type !== 'RollingUpdate') {
    return [unknownStrategy('DaemonSetUpdateStrategy', strategy, field, ['RollingUpdate', 'OnDelete'])]
  }
  const path = `${field}.rollingUpdate`
  if (!isObject(rollingUpdate)) return [requiredValue(path)]
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate
  const [unavailable, surge] = [countOf(maxUnavailable) !== 0, countOf(maxSurge) !== 0]
  const both = 'may not be set when maxUnavailable is non-zero'
  return [
    ...intOrPercent(maxUnavailable, `${path}.maxUnavailable`),
    ...intOrPercent(maxSurge, `${path}.maxSurge`),
    ...atMostAll(maxUnavailable, `${path}.maxUnavailable`),
    ...atMostAll(maxSurge, `${path}.maxSurge`),
    ...when(unavailable && surge, invalidValue(`${path}.maxSurge`, maxSurge, both)),
    ...when(
      !unavailable && !surge,
      requiredValue(`${path}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'),
    ),
  ]
}

export function replicationController(
  object: KubeObject,
  live?: KubeObject,
  subresource?: string,
): FieldCause[] {
  if (subresource === 'status') return workloadStatus(object, 'ReplicationController', live)
  const spec = fieldsOf(object.spec)
  const selector = fieldsOf(spec.selector)
  const empty = Object.keys(selector).length === 0
  return [
    ...notNegative(spec, 'spec', 'minReadySeconds'),
    ...when(empty, requiredValue('spec.selector')),
    ...(isSet(spec.replicas) ? notNegative(spec, 'spec', 'replicas') : [requiredValue('spec.replicas')]),
    ...(isObject(spec.template)
      ? [
          ...(empty ? [] : unselected({ matchLabels: selector }, spec.template)),
          ...podTemplate(spec.template, 'spec.template'),
          ...restartsAlways(spec.template, 'ReplicationController'),
        ]
      : [requiredValue('spec.template')]),
  ]
}

export function podTemplateKind(object: KubeObject): FieldCause[] {
  return podTemplate(object.template, 'template')
}

/** A ControllerRevision's data is never changed. */
export function controllerRevision(object: KubeObject, live?: KubeObject): FieldCause[] {
  const negative = notNegative({ revision: object.revision }, '', 'revision')
  const causes = negative.map((cause) => ({ ...cause, field: 'revision' }))
  if (live !== undefined) {
    const same = sameJson(object.data ?? null, live.data ?? null)
    return [...causes, ...when(!same, invalidValue('data', object.data, 'field is immutable'))]
  }
  const missing = isSet(object.data) ? 'data must be a valid JSON object' : 'data is mandatory'
  return [...causes, ...when(!isObject(object.data), requiredValue('data', missing))]
}
