import { duplicateValue, type FieldCause, forbiddenValue, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { reachableIp, validCidr, validIp } from './addresses.ts'
import { each, inRange, oneOf, optionalOneOf, problems, requiredOneOf, when } from './checks.ts'
import { protocols } from './container.ts'
import { dnsLabel, dnsSubdomain, labels, qualifiedName } from './formats.ts'
import { printGo } from './go-print.ts'
import { portOrName } from './probes.ts'
import { entriesOf, isSet, objectsOf } from './reading.ts'
import { clusterIps, isHeadless, serviceUpdate } from './service-addresses.ts'

/** A service, with what the server fills in: its policies and its list of addresses. */
export function service(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  if (subresource === 'status') return []
  const spec = fieldsOf(object.spec)
  const old = live === undefined ? undefined : fieldsOf(live.spec)
  return [
    ...(old === undefined ? [] : serviceUpdate(spec, old)),
    ...ports(spec, 'spec.ports'),
    ...typeRules(spec),
    ...each(spec.ports, 'spec.ports', portCauses(spec)),
    ...labels(spec.selector, 'spec.selector'),
    ...affinity(spec),
    ...clusterIps(spec, old),
    ...externalIps(textsOf(spec.externalIPs), textsOf(old?.externalIPs)),
    ...requiredOneOf(spec.type, 'spec.type', ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
    ...nodePorts(spec),
    ...repeatedPorts(spec.ports),
    ...loadBalancer(object, spec, old),
    ...externalTraffic(spec),
    ...internalTraffic(spec),
    ...optionalOneOf(spec.trafficDistribution, 'spec.trafficDistribution', [
      'PreferClose',
      'PreferSameZone',
      'PreferSameNode',
    ]),
  ]
}

function ports(spec: JsonObject, field: string): FieldCause[] {
  const none = objectsOf(spec.ports).length === 0
  const needed = !isHeadless(spec) && spec.type !== 'ExternalName'
  return when(none && needed, requiredValue(field))
}

function typeRules(spec: JsonObject): FieldCause[] {
  const { type } = spec
  if (type === 'LoadBalancer' || type === 'NodePort') {
    const detail = `may not be set to 'None' for ${type} services`
    return when(isHeadless(spec), invalidValue('spec.clusterIPs[0]', 'None', detail))
  }
  if (type !== 'ExternalName') return []
  const name = textOf(spec.externalName).replace(/\.$/, '')
  const detail = 'may not be set for ExternalName services'
  const set = (key: string): boolean =>
    Array.isArray(spec[key]) ? textsOf(spec[key]).length > 0 : isSet(spec[key])
  return [
    ...['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']
      .filter((key) => set(key))
      .map((key) => forbiddenValue(`spec.${key}`, detail)),
    ...(name === ''
      ? [requiredValue('spec.externalName')]
      : problems('spec.externalName', name, dnsSubdomain(name))),
  ]
}

type PortCheck = (port: JsonObject, field: string) => FieldCause[]

function portCauses(spec: JsonObject): PortCheck {
  const several = objectsOf(spec.ports).length > 1
  const names = new Set<string>()
  return (port, field) => {
    const name = textOf(port.name)
    const twice = name !== '' && names.has(name)
    names.add(name)
    return [
      ...when(several && name === '', requiredValue(`${field}.name`)),
      ...(name === '' ? [] : problems(`${field}.name`, name, dnsLabel(name))),
      ...when(twice, duplicateValue(`${field}.name`, name)),
      ...inRange(port.port, `${field}.port`, 1, 65535),
      ...requiredOneOf(port.protocol, `${field}.protocol`, protocols),
      ...portOrName(port.targetPort, `${field}.targetPort`),
      ...appProtocol(port.appProtocol, `${field}.appProtocol`),
    ]
  }
}

export function appProtocol(value: unknown, field: string): FieldCause[] {
  return isSet(value) ? problems(field, textOf(value), qualifiedName(textOf(value))) : []
}

function affinity(spec: JsonObject): FieldCause[] {
  const { sessionAffinity: kind, sessionAffinityConfig: config } = spec
  const field = 'spec.sessionAffinityConfig'
  const causes = requiredOneOf(kind, 'spec.sessionAffinity', ['ClientIP', 'None'])
  if (kind === 'None') {
    const detail = 'must not be set when session affinity is None'
    return [...causes, ...when(isObject(config), forbiddenValue(field, detail))]
  }
  if (kind !== 'ClientIP') return causes
  const missing = (path: string): FieldCause[] => [
    ...causes,
    requiredValue(path, 'when session affinity type is ClientIP'),
  ]
  if (!isObject(config)) return missing(field)
  if (!isObject(config.clientIP)) return missing(`${field}.clientIP`)
  const seconds = config.clientIP.timeoutSeconds
  if (!isSet(seconds)) return missing(`${field}.clientIP.timeoutSeconds`)
  const outside = numberOf(seconds) <= 0 || numberOf(seconds) > 86400
  const detail = 'must be greater than 0 and less than 86400'
  return [...causes, ...when(outside, invalidValue(`${field}.clientIP.timeoutSeconds`, seconds, detail))]
}

function externalIps(addresses: readonly string[], known: readonly string[]): FieldCause[] {
  return addresses.flatMap((address, index) => {
    const field = `spec.externalIPs[${index}]`
    const wrong = known.includes(address) ? [] : validIp(address, field)
    return wrong.length > 0 ? wrong : reachableIp(address, field)
  })
}

function nodePorts({ type, ports: list }: JsonObject): FieldCause[] {
  const seen = new Set<string>()
  const inside = "may not be used when `type` is 'ClusterIP'"
  return [
    ...each(list, 'spec.ports', ({ nodePort }, field) =>
      when(type === 'ClusterIP' && numberOf(nodePort) !== 0, forbiddenValue(`${field}.nodePort`, inside)),
    ),
    ...each(list, 'spec.ports', ({ nodePort, protocol }, field) => {
      const key = `${textOf(protocol)}/${numberOf(nodePort)}`
      if (numberOf(nodePort) === 0) return []
      const twice = seen.has(key)
      seen.add(key)
      return when(twice, duplicateValue(`${field}.nodePort`, nodePort))
    }),
  ]
}

function repeatedPorts(list: unknown): FieldCause[] {
  const seen = new Set<string>()
  return each(list, 'spec.ports', ({ protocol, port }, field) => {
    const shown = printGo('ServicePort', { protocol, port })
    const twice = seen.has(shown)
    seen.add(shown)
    return when(twice, {
      reason: 'FieldValueDuplicate',
      message: `Duplicate value: ${shown}`,
      field,
    })
  })
}

const sourceRanges = 'service.beta.kubernetes.io/load-balancer-source-ranges'

function loadBalancer({ metadata }: KubeObject, spec: JsonObject, old: JsonObject | undefined): FieldCause[] {
  const balanced = spec.type === 'LoadBalancer'
  const only = "may only be used when `type` is 'LoadBalancer'"
  const { allocateLoadBalancerNodePorts: allocate, loadBalancerClass } = spec
  const ranges = textsOf(spec.loadBalancerSourceRanges)
  const annotation = new Map(entriesOf(metadata.annotations)).get(sourceRanges)
  return [
    ...(ranges.length > 0
      ? rangeCauses(ranges, textsOf(old?.loadBalancerSourceRanges), balanced)
      : annotatedRanges(annotation, balanced, old === undefined)),
    ...when(isSet(allocate) && !balanced, forbiddenValue('spec.allocateLoadBalancerNodePorts', only)),
    ...when(!isSet(allocate) && balanced, requiredValue('allocateLoadBalancerNodePorts')),
    ...balancerClass(loadBalancerClass, balanced),
  ]
}

function balancerClass(value: unknown, balanced: boolean): FieldCause[] {
  const field = 'spec.loadBalancerClass'
  if (!isSet(value)) return []
  return balanced
    ? problems(field, textOf(value), qualifiedName(textOf(value)))
    : [forbiddenValue(field, "may only be used when `type` is 'LoadBalancer'")]
}

/** Before there was a field for them, the ranges were an annotation. */
function annotatedRanges(value: string | undefined, balanced: boolean, isNew: boolean): FieldCause[] {
  if (value === undefined) return []
  const field = `metadata.annotations[${sourceRanges}]`
  const ranges = isNew && value.trim() !== '' ? value.trim().split(',') : []
  return [
    ...when(!balanced, forbiddenValue(field, "may only be used when `type` is 'LoadBalancer'")),
    ...ranges.flatMap((range) => validCidr(range.trim(), field)),
  ]
}

function rangeCauses(ranges: readonly string[], known: readonly string[], balanced: boolean): FieldCause[] {
  const field = 'spec.LoadBalancerSourceRanges'
  const kept = known.map((range) => range.trim())
  return [
    ...when(!balanced, forbiddenValue(field, "may only be used when `type` is 'LoadBalancer'")),
    ...ranges.flatMap((range, index) =>
      kept.includes(range.trim()) ? [] : validCidr(range.trim(), `${field}[${index}]`),
    ),
  ]
}

/** Reached from outside the cluster, by a balancer, a port of the nodes or an address of its own. */
function isExternal(spec: JsonObject): boolean {
  const { type } = spec
  const addressed = type === 'ClusterIP' && textsOf(spec.externalIPs).length > 0
  return type === 'LoadBalancer' || type === 'NodePort' || addressed
}

function externalTraffic(spec: JsonObject): FieldCause[] {
  const policy = textOf(spec.externalTrafficPolicy)
  const port = numberOf(spec.healthCheckNodePort)
  const checked = spec.type === 'LoadBalancer' && policy === 'Local'
  const path = 'spec.externalTrafficPolicy'
  const only = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
  return [
    ...(isExternal(spec)
      ? requiredOneOf(policy, path, ['Cluster', 'Local'])
      : when(
          policy !== '',
          invalidValue(path, policy, 'may only be set for externally-accessible services'),
        )),
    ...(checked
      ? port === 0
        ? [requiredValue('spec.healthCheckNodePort')]
        : inRange(port, 'spec.healthCheckNodePort', 1, 65535)
      : when(port !== 0, invalidValue('spec.healthCheckNodePort', port, only))),
  ]
}

function internalTraffic({ internalTrafficPolicy: policy, type }: JsonObject): FieldCause[] {
  const field = 'spec.internalTrafficPolicy'
  if (isSet(policy)) return oneOf(policy, field, ['Cluster', 'Local'])
  const needed = type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP'
  return when(needed, requiredValue(field))
}
