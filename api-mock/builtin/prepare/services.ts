import { sameJson } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { each, isEmpty, without } from '#api-mock/builtin/defaults/fill.ts'
import { isExternallyAccessible } from '#api-mock/builtin/defaults/networking.ts'
import { firstStatus } from './status.ts'
import type { Prepare } from './status.ts'

export const services: Prepare = {
  ...firstStatus('/services'),
  prepareForUpdate: (object, live, subresource) =>
    subresource === undefined ? withoutFieldsOfOldType(object, live) : object,
}

/**
 * Who changes the type of a Service need not clear what belonged to the old one: what stayed the same goes. A
 * value that was changed along with the type is left for validation.
 */
function withoutFieldsOfOldType(object: KubeObject, live: KubeObject): KubeObject {
  const spec = fieldsOf(object.spec)
  const old = fieldsOf(live.spec)
  const left = rules
    .filter(({ belongs }) => belongs(old) && !belongs(spec))
    .reduce((kept, { fields }) => without(...unchanged(kept, old, fields))(kept), spec)
  const isPortless = needsNodePort(old) && !needsNodePort(spec) && hasSameNodePorts(spec, old)
  const status =
    spec.type === 'LoadBalancer' ? object.status : { ...fieldsOf(object.status), loadBalancer: {} }
  return { ...object, spec: isPortless ? each('ports', without('nodePort'))(left) : left, status }
}

interface Rule {
  belongs: (spec: JsonObject) => boolean
  /** Fields that go, those of one group only together. */
  fields: readonly (readonly string[])[]
}

const isLoadBalancer = ({ type }: JsonObject): boolean => type === 'LoadBalancer'

const rules: readonly Rule[] = [
  {
    belongs: ({ type }) => type !== 'ExternalName',
    fields: [['clusterIP', 'clusterIPs'], ['ipFamilies'], ['ipFamilyPolicy'], ['internalTrafficPolicy']],
  },
  {
    belongs: (spec) => isLoadBalancer(spec) && spec.externalTrafficPolicy === 'Local',
    fields: [['healthCheckNodePort']],
  },
  { belongs: isLoadBalancer, fields: [['allocateLoadBalancerNodePorts'], ['loadBalancerClass']] },
  { belongs: isExternallyAccessible, fields: [['externalTrafficPolicy']] },
]

function unchanged(spec: JsonObject, old: JsonObject, groups: Rule['fields']): string[] {
  return groups.filter((keys) => keys.every((key) => isSame(spec[key], old[key]))).flat()
}

function isSame(value: unknown, old: unknown): boolean {
  return (isEmpty(value) && isEmpty(old)) || sameJson(value, old)
}

function needsNodePort({ type }: JsonObject): boolean {
  return type === 'NodePort' || type === 'LoadBalancer'
}

function hasSameNodePorts(spec: JsonObject, old: JsonObject): boolean {
  const given = nodePortsOf(spec)
  const before = nodePortsOf(old)
  return given.size === before.size && [...given].every((port) => before.has(port))
}

function nodePortsOf({ ports }: JsonObject): Set<unknown> {
  const list: unknown[] = Array.isArray(ports) ? ports : []
  return new Set(list.map((port) => fieldsOf(port).nodePort).filter((port) => !isEmpty(port)))
}
