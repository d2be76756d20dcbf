import { duplicateValue, type FieldCause, invalidValue, requiredValue, tooMany } from '#kube/causes.ts'
import { type JsonObject, sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { canonicalIp, isAddress, isIpv6, reachableIp, validIp } from './addresses.ts'
import { each, immutable, inRange, optionalForm, problems, required, requiredOneOf, when } from './checks.ts'
import { protocols } from './container.ts'
import { dnsLabel, dnsSubdomain, labels, labelValue } from './formats.ts'
import { isSet, objectsOf } from './reading.ts'
import { appProtocol } from './services.ts'

/** Endpoints, and the slices that came after them. */

export function endpoints({ subsets }: KubeObject, live?: KubeObject): FieldCause[] {
  if (live !== undefined && sameJson(live.subsets ?? null, subsets ?? null)) return []
  const none = 'must specify `addresses` or `notReadyAddresses`'
  return each(subsets, 'subsets', (subset, field) => {
    const several = objectsOf(subset.ports).length > 1
    const count = objectsOf(subset.addresses).length + objectsOf(subset.notReadyAddresses).length
    return [
      ...when(count === 0, requiredValue(field, none)),
      ...each(subset.addresses, `${field}.addresses`, address),
      ...each(subset.notReadyAddresses, `${field}.notReadyAddresses`, address),
      ...each(subset.ports, `${field}.ports`, (port, path) => subsetPort(port, several, path)),
    ]
  })
}

function address({ ip, hostname, nodeName }: JsonObject, field: string): FieldCause[] {
  return [
    ...validIp(textOf(ip), `${field}.ip`),
    ...optionalForm(hostname, `${field}.hostname`, dnsLabel),
    ...nodeNameCauses(nodeName, `${field}.nodeName`),
    ...reachableIp(textOf(ip), `${field}.ip`),
  ]
}

function nodeNameCauses(value: unknown, field: string): FieldCause[] {
  return isSet(value) ? problems(field, textOf(value), dnsSubdomain(textOf(value))) : []
}

function subsetPort(port: JsonObject, several: boolean, field: string): FieldCause[] {
  return [
    ...(several ? required(port.name, `${field}.name`) : []),
    ...optionalForm(port.name, `${field}.name`, dnsLabel),
    ...inRange(port.port, `${field}.port`, 1, 65535),
    ...requiredOneOf(port.protocol, `${field}.protocol`, protocols),
    ...appProtocol(port.appProtocol, `${field}.appProtocol`),
  ]
}

export function endpointSlice(object: KubeObject, live?: KubeObject): FieldCause[] {
  const { addressType, endpoints: list } = object
  const kept = live !== undefined && sameJson(live.endpoints ?? null, list ?? null)
  const count = objectsOf(list).length
  return [
    ...requiredOneOf(addressType, 'addressType', ['FQDN', 'IPv4', 'IPv6']),
    ...slicePorts(object.ports),
    ...(kept
      ? []
      : count > 1000
        ? [tooMany('endpoints', count, 1000)]
        : each(list, 'endpoints', (endpoint, field) => sliceEndpoint(endpoint, textOf(addressType), field))),
    ...(live === undefined ? [] : immutable(addressType, live.addressType, 'addressType')),
  ]
}

function slicePorts(list: unknown): FieldCause[] {
  const count = objectsOf(list).length
  if (count > 20000) return [tooMany('ports', count, 20000)]
  const seen = new Set<string>()
  return each(list, 'ports', (port, field) => {
    const name = textOf(port.name)
    const twice = seen.has(name)
    seen.add(name)
    return [
      ...optionalForm(name, `${field}.name`, dnsLabel),
      ...when(twice, duplicateValue(`${field}.name`, name)),
      ...requiredOneOf(port.protocol, `${field}.protocol`, protocols),
      ...appProtocol(port.appProtocol, `${field}.appProtocol`),
    ]
  })
}

function sliceEndpoint(endpoint: JsonObject, type: string, field: string): FieldCause[] {
  const path = `${field}.addresses`
  const addresses = textsOf(endpoint.addresses)
  return [
    ...when(addresses.length === 0, requiredValue(path, 'must contain at least 1 address')),
    ...when(addresses.length > 100, tooMany(path, addresses.length, 100)),
    ...addresses.flatMap((text, index) => sliceAddress(text, type, path, index)),
    ...nodeNameCauses(endpoint.nodeName, `${field}.nodeName`),
    ...labels(endpoint.deprecatedTopology, `${field}.deprecatedTopology`),
    ...(isSet(endpoint.hostname)
      ? problems(`${field}.hostname`, textOf(endpoint.hostname), dnsLabel(textOf(endpoint.hostname)))
      : []),
    ...hints(fieldsOf(endpoint.hints), `${field}.hints`),
  ]
}

function sliceAddress(text: string, type: string, field: string, index: number): FieldCause[] {
  const path = `${field}[${index}]`
  if (type === 'FQDN') return domainName(text, path)
  if (type !== 'IPv4' && type !== 'IPv6') return []
  const wrong = [...validIp(text, path), ...(type === 'IPv6' ? canonicalIp(text, path) : [])]
  if (wrong.length > 0) return wrong
  const differs = isAddress(text) && isIpv6(text) !== (type === 'IPv6')
  const article = `must be an ${type} address`
  return [...when(differs, invalidValue(field, text, article)), ...reachableIp(text, path)]
}

function domainName(text: string, field: string): FieldCause[] {
  const name = text.replace(/\.$/, '')
  if (name === '') return [requiredValue(field)]
  const wrong = dnsSubdomain(name)
  if (wrong.length > 0) return [invalidValue(field, name, wrong.join(','))]
  const detail = 'should be a domain with at least two segments separated by dots'
  return when(!name.includes('.'), invalidValue(field, name, detail))
}

function hints(value: JsonObject, field: string): FieldCause[] {
  const names = (key: string, rule: (text: string) => string[]): FieldCause[] => {
    const list = objectsOf(value[key])
    if (list.length > 8) return [tooMany(`${field}.${key}`, list.length, 8)]
    const seen = new Set<string>()
    return each(list, `${field}.${key}`, ({ name }, path) => {
      const text = textOf(name)
      const twice = seen.has(text)
      seen.add(text)
      return [
        ...when(twice, duplicateValue(`${path}.name`, text)),
        ...problems(`${path}.name`, text, rule(text)),
      ]
    })
  }
  return [...names('forZones', labelValue), ...names('forNodes', dnsSubdomain)]
}
