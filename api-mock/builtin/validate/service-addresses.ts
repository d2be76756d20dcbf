import {
  duplicateValue,
  type FieldCause,
  forbiddenValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import { numberOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { isIpv6, validIp } from './addresses.ts'
import { optionalOneOf, problems, when } from './checks.ts'
import { qualifiedName } from './formats.ts'
import { isSet } from './reading.ts'

const field = 'spec.clusterIPs'

export function isHeadless({ clusterIPs }: JsonObject): boolean {
  const addresses = textsOf(clusterIPs)
  return addresses.length === 1 && addresses[0] === 'None'
}

/** The addresses of a service within its cluster, and their families. */
export function clusterIps(spec: JsonObject, old: JsonObject | undefined): FieldCause[] {
  if (spec.type === 'ExternalName') return []
  const addresses = textsOf(spec.clusterIPs)
  const families = textsOf(spec.ipFamilies)
  const causes = [
    ...firstAddress(textOf(spec.clusterIP), addresses),
    ...familyCauses(families),
    ...optionalOneOf(spec.ipFamilyPolicy, 'spec.ipFamilyPolicy', [
      'PreferDualStack',
      'RequireDualStack',
      'SingleStack',
    ]),
  ]
  const wrong = addressForms(addresses, textsOf(old?.clusterIPs))
  causes.push(...wrong)
  causes.push(...when(addresses.length > 2, invalidValue(field, addresses, 'may only hold up to 2 values')))
  if (wrong.length > 0) return causes
  const dual = addresses.some(isIpv6) && !addresses.every(isIpv6)
  const one = 'may specify no more than one IP for each IP family'
  return [
    ...causes,
    ...when(addresses.length > 1 && !dual, invalidValue(field, addresses, one)),
    ...(isHeadless(spec) ? [] : familyMatches(addresses, families)),
  ]
}

function firstAddress(address: string, addresses: readonly string[]): FieldCause[] {
  if (address === '') {
    const detail = 'must be empty when `clusterIP` is not specified'
    return when(addresses.length > 0, invalidValue(field, addresses, detail))
  }
  if (addresses.length === 0) return [requiredValue(field)]
  const detail = 'first value must match `clusterIP`'
  return when(addresses[0] !== address, invalidValue(field, addresses, detail))
}

function familyCauses(families: readonly string[]): FieldCause[] {
  const known = ['IPv4', 'IPv6']
  return families.flatMap((family, index) => {
    const path = `spec.ipFamilies[${index}]`
    return [
      ...when(!known.includes(family), unsupportedValue(path, family, known)),
      ...when(families.indexOf(family) < index, duplicateValue(path, family)),
    ]
  })
}

function addressForms(addresses: readonly string[], known: readonly string[]): FieldCause[] {
  const alone = "'None' must be the first and only value"
  return addresses.flatMap((address, index) => {
    if (index === 0 && address === 'None') {
      return when(addresses.length > 1, invalidValue(field, addresses, alone))
    }
    return known.includes(address) ? [] : validIp(address, `${field}[${index}]`)
  })
}

function familyMatches(addresses: readonly string[], families: readonly string[]): FieldCause[] {
  return addresses.flatMap((address, index) => {
    const family = families[index]
    const differs = (family === 'IPv4' && isIpv6(address)) || (family === 'IPv6' && !isIpv6(address))
    const detail = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``
    return when(differs, invalidValue(`${field}[${index}]`, address, detail))
  })
}

/** What a service keeps: its first address and family, and the class of its balancer. */
export function serviceUpdate(spec: JsonObject, old: JsonObject): FieldCause[] {
  const ports = [spec, old].map((one) => numberOf(one.healthCheckNodePort))
  const checked = [spec, old].every(
    ({ type, externalTrafficPolicy }) => type === 'LoadBalancer' && externalTrafficPolicy === 'Local',
  )
  return [
    ...addressChanges(spec, old),
    ...familyChanges(spec, old),
    ...classChanges(spec, old),
    ...when(
      checked && ports[0] !== ports[1],
      forbiddenValue('spec.healthCheckNodePort', 'field is immutable'),
    ),
  ]
}

function isNamed(spec: JsonObject, old: JsonObject): boolean {
  return spec.type === 'ExternalName' || old.type === 'ExternalName'
}

function addressChanges(spec: JsonObject, old: JsonObject): FieldCause[] {
  if (isNamed(spec, old) || (isHeadless(spec) && isHeadless(old))) return []
  const [addresses, before] = [textsOf(spec.clusterIPs), textsOf(old.clusterIPs)]
  const changed = (index: number): FieldCause =>
    invalidValue(`${field}[${index}]`, addresses, 'may not change once set')
  if (before.length === addresses.length) {
    return before.flatMap((address, index) => when(address !== addresses[index], changed(index)))
  }
  const other = before.length > 0 && addresses.length > 0 && addresses[0] !== before[0]
  if (before.length < addresses.length) return when(other, changed(0))
  const released = "must be set to 'SingleStack' when releasing the secondary clusterIP"
  return [
    ...when(
      addresses.length === 0,
      invalidValue(`${field}[0]`, unset(addresses), 'primary clusterIP can not be unset'),
    ),
    ...when(other, changed(0)),
    ...singleStack(spec, addresses, released),
  ]
}

/** An empty list of a request is none in Go. */
function unset(list: readonly string[]): unknown {
  return list.length === 0 ? null : list
}

function singleStack(spec: JsonObject, list: readonly string[], detail: string): FieldCause[] {
  const policy = spec.ipFamilyPolicy
  const missing = list.length === 1 && policy !== 'SingleStack'
  return when(missing, invalidValue('spec.ipFamilyPolicy', policy ?? null, detail))
}

function familyChanges(spec: JsonObject, old: JsonObject): FieldCause[] {
  if (isNamed(spec, old) || isHeadless(spec) || isHeadless(old)) return []
  const [families, before] = [textsOf(spec.ipFamilies), textsOf(old.ipFamilies)]
  const addresses = unset(textsOf(spec.clusterIPs))
  const path = 'spec.ipFamilies[0]'
  const fixed = 'may not change once set'
  if (before.length === families.length) {
    return before.flatMap((family, index) =>
      when(family !== families[index], invalidValue(path, families, fixed)),
    )
  }
  const other = before.length > 0 && families.length > 0 && families[0] !== before[0]
  const changed = when(other, invalidValue(path, addresses, fixed))
  if (before.length < families.length) return changed
  const released = "must be set to 'SingleStack' when releasing the secondary ipFamily"
  return [
    ...when(addresses === null, invalidValue(path, unset(families), 'primary ipFamily can not be unset')),
    ...changed,
    ...singleStack(spec, families, released),
  ]
}

function classChanges(spec: JsonObject, old: JsonObject): FieldCause[] {
  const path = 'spec.loadBalancerClass'
  const value = spec.loadBalancerClass
  const balanced = spec.type === 'LoadBalancer'
  if (!balanced) {
    const only = "may only be used when `type` is 'LoadBalancer'"
    return when(isSet(value), forbiddenValue(path, only))
  }
  const differs = old.type === 'LoadBalancer' && (value ?? null) !== (old.loadBalancerClass ?? null)
  const text = textOf(value)
  return [
    ...when(differs, invalidValue(path, value ?? null, 'may not change once set')),
    ...(isSet(value) ? problems(path, text, qualifiedName(text)) : []),
  ]
}
