import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf } from '#api-mock/resources/values.ts'

/**
 * The pod of the host as the one inside now wants it, of what may change while a pod runs: its metadata, its
 * images, its deadline, and what it tolerates or waits for.
 */
export function changedHostPod(host: KubeObject, pod: KubeObject): KubeObject {
  const [spec, inside] = [fieldsOf(host.spec), fieldsOf(pod.spec)]
  const { activeDeadlineSeconds: _deadline, schedulingGates: _gates, ...kept } = spec
  const wanted = listOf(inside.tolerations)
  const others = listOf(spec.tolerations).filter(
    (each) => !wanted.some((toleration) => sameToleration(toleration, each)),
  )
  return {
    ...host,
    spec: {
      ...kept,
      ...pick(inside, 'activeDeadlineSeconds'),
      ...pick(inside, 'schedulingGates'),
      ...withImages(spec, inside, 'containers'),
      ...withImages(spec, inside, 'initContainers'),
      ...(wanted.length + others.length === 0 ? {} : { tolerations: [...wanted, ...others] }),
    },
  }
}

function pick(spec: JsonObject, key: string): JsonObject {
  return spec[key] === undefined ? {} : { [key]: spec[key] }
}

function withImages(spec: JsonObject, inside: JsonObject, list: string): JsonObject {
  if (spec[list] === undefined) return {}
  const images = new Map(listOf(inside[list]).map(({ name, image }) => [name, image]))
  return {
    [list]: listOf(spec[list]).map((each) => ({ ...each, image: images.get(each.name) ?? each.image })),
  }
}

function sameToleration(one: JsonObject, other: JsonObject): boolean {
  const keys = ['key', 'operator', 'value', 'effect', 'tolerationSeconds']
  return keys.every((key) => one[key] === other[key])
}

/** The status that a pod inside has from the one on the host; its class is its own, as others' conditions are. */
export function insideStatus(host: KubeObject, pod: KubeObject): JsonObject {
  const [status, own] = [fieldsOf(host.status), fieldsOf(pod.status)]
  const { qosClass: _class, ...rest } = status
  const gates = new Set(listOf(fieldsOf(pod.spec).readinessGates).map(({ conditionType }) => conditionType))
  const conditions = [
    ...listOf(own.conditions).filter(({ type }) => gates.has(type)),
    ...listOf(status.conditions).filter(({ type }) => !gates.has(type)),
  ]
  return {
    ...rest,
    ...(conditions.length === 0 ? {} : { conditions }),
    ...pick(own, 'qosClass'),
  }
}

/** The status of the pod of the host with the conditions that somebody inside is to set, for its gates. */
export function withGateConditions(host: KubeObject, pod: KubeObject): KubeObject {
  const gates = new Set(listOf(fieldsOf(pod.spec).readinessGates).map(({ conditionType }) => conditionType))
  if (gates.size === 0) return host
  const status = fieldsOf(host.status)
  const conditions = [
    ...listOf(fieldsOf(pod.status).conditions).filter(({ type }) => gates.has(type)),
    ...listOf(status.conditions).filter(({ type }) => !gates.has(type)),
  ]
  return { ...host, status: { ...status, conditions } }
}
