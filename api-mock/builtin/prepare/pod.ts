import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { all, each, inside, isEmpty } from '#api-mock/builtin/defaults/fill.ts'
import type { Fill } from '#api-mock/builtin/defaults/fill.ts'
import { qosClassOf } from '#api-mock/pods/qos-class.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { metadataOf } from './status.ts'
import type { Prepare } from './status.ts'

export const pods: Prepare = { prepareForCreate, prepareForUpdate }

function prepareForCreate(object: KubeObject): KubeObject {
  const spec = fieldsOf(object.spec)
  const gated = isEmpty(spec.schedulingGates) ? {} : { conditions: [gatedCondition(object)] }
  return {
    ...object,
    spec: withLabelKeys(object.metadata.labels ?? {})(spec),
    status: { phase: 'Pending', ...gated, qosClass: qosClassOf(spec) },
  }
}

/** The scheduler leaves a pod alone until others have taken its gates away. */
function gatedCondition({ metadata }: KubeObject): JsonObject {
  return {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: metadata.creationTimestamp ?? null,
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  }
}

/** Affinity to pods that have the same labels as this one is spelled out, with the labels it has now. */
function withLabelKeys(labels: Record<string, string>): Fill {
  const selector = labelKeys(labels)
  const terms = all(
    each('requiredDuringSchedulingIgnoredDuringExecution', selector),
    each('preferredDuringSchedulingIgnoredDuringExecution', inside('podAffinityTerm', selector)),
  )
  return all(
    inside('affinity', inside('podAffinity', terms), inside('podAntiAffinity', terms)),
    each('topologySpreadConstraints', selector),
  )
}

function labelKeys(labels: Record<string, string>): Fill {
  return (term) => {
    const { labelSelector, matchLabelKeys, mismatchLabelKeys } = term
    const added = [
      ...requirements(matchLabelKeys, 'In', labels),
      ...requirements(mismatchLabelKeys, 'NotIn', labels),
    ]
    if (!isObject(labelSelector) || added.length === 0) return term
    const { matchExpressions } = labelSelector
    const expressions: unknown[] = Array.isArray(matchExpressions) ? matchExpressions : []
    return { ...term, labelSelector: { ...labelSelector, matchExpressions: [...expressions, ...added] } }
  }
}

function requirements(keys: unknown, operator: string, labels: Record<string, string>): JsonObject[] {
  if (!Array.isArray(keys)) return []
  return keys
    .map((key) => textOf(key))
    .filter((key) => Object.hasOwn(labels, key))
    .map((key) => ({ key, operator, values: [labels[key]] }))
}

function prepareForUpdate(object: KubeObject, live: KubeObject, subresource: string | undefined): KubeObject {
  switch (subresource) {
    case 'status':
      return withKeptStatus(object, live)
    case 'ephemeralcontainers': {
      const { ephemeralContainers } = fieldsOf(object.spec)
      const { ephemeralContainers: _old, ...kept } = fieldsOf(live.spec)
      const spec = ephemeralContainers === undefined ? kept : { ...kept, ephemeralContainers }
      return { ...object, metadata: metadataOf(object, live), spec, status: live.status }
    }
    case 'resize':
      return resized(object, live)
    default:
      return object
  }
}

/** A kubelet may leave out what it does not know: the class of the pod, and which generation it saw. */
function withKeptStatus(object: KubeObject, live: KubeObject): KubeObject {
  const { ownerReferences: _given, ...metadata } = object.metadata
  const { ownerReferences } = live.metadata
  const old = fieldsOf(live.status)
  const status = fieldsOf(object.status)
  return {
    ...object,
    metadata: { ...metadata, ...(ownerReferences === undefined ? {} : { ownerReferences }) },
    status: {
      ...status,
      ...kept(old, 'qosClass', status),
      ...kept(old, 'observedGeneration', status),
      ...(Array.isArray(status.conditions)
        ? { conditions: status.conditions.map((condition: unknown) => withKeptGeneration(condition, old)) }
        : {}),
    },
  }
}

function withKeptGeneration(condition: unknown, { conditions }: JsonObject): unknown {
  if (!isObject(condition) || !Array.isArray(conditions)) return condition
  const before: unknown = conditions.find((each: unknown) => fieldsOf(each).type === condition.type)
  return { ...condition, ...kept(fieldsOf(before), 'observedGeneration', condition) }
}

function kept(old: JsonObject, key: string, given: JsonObject): JsonObject {
  return isEmpty(given[key]) && !isEmpty(old[key]) ? { [key]: old[key] } : {}
}

/**
 * A resize changes resources, of the pod and of its containers. One that also adds or renames containers is
 * left as it is: it is for validation to refuse.
 */
function resized(object: KubeObject, live: KubeObject): KubeObject {
  const spec = fieldsOf(object.spec)
  const old = fieldsOf(live.spec)
  const lists = ['containers', 'initContainers'] as const
  if (!lists.every((key) => hasSameNames(spec[key], old[key]))) return object
  const { resources: _resources, ...kept } = old
  return {
    ...object,
    metadata: metadataOf(object, live),
    spec: {
      ...kept,
      ...pick(spec, 'resources'),
      ...Object.fromEntries(
        lists.filter((key) => key in old).map((key) => [key, mergeResources(spec[key], old[key])]),
      ),
    },
    status: live.status,
  }
}

function namesOf(containers: unknown): string[] {
  return Array.isArray(containers)
    ? containers.map((container: unknown) => textOf(fieldsOf(container).name))
    : []
}

function hasSameNames(containers: unknown, others: unknown): boolean {
  const names = namesOf(others)
  const given = namesOf(containers)
  return given.length === names.length && given.every((name, index) => name === names[index])
}

function mergeResources(containers: unknown, old: unknown): unknown {
  if (!Array.isArray(old) || !Array.isArray(containers)) return old
  return old.map((container: unknown, index) => {
    const { resources: _resources, resizePolicy: _policy, ...kept } = fieldsOf(container)
    const wanted = fieldsOf(containers[index])
    return { ...kept, ...pick(wanted, 'resources'), ...pick(wanted, 'resizePolicy') }
  })
}

function pick(fields: JsonObject, key: string): JsonObject {
  return fields[key] === undefined ? {} : { [key]: fields[key] }
}
