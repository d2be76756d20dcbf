import { duplicateValue, type FieldCause, forbiddenValue, invalidValue } from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { isIpv6, validCidr } from './addresses.ts'
import { each, when } from './checks.ts'
import { amountsOf, resourceAmount } from './quantities.ts'
import { taints } from './scheduling.ts'

export function node(object: KubeObject, live?: KubeObject, subresource?: string): FieldCause[] {
  const spec = fieldsOf(object.spec)
  const status = fieldsOf(object.status)
  const always = live === undefined || subresource !== 'status' ? wholeNode(spec, status) : []
  return live === undefined ? always : [...always, ...nodeUpdate(object, fieldsOf(live.spec))]
}

function wholeNode(spec: JsonObject, status: JsonObject): FieldCause[] {
  const ranges = textsOf(spec.podCIDRs)
  const dual = ranges.some((range) => isIpv6(range.split('/')[0] ?? ''))
  const one = 'may specify no more than one CIDR for each IP family'
  return [
    // A server looks for taints in the spec, and says that they are in the metadata.
    ...taints(spec.taints, 'metadata.taints'),
    ...resources(status),
    ...ranges.flatMap((range, index) => validCidr(range, `spec.podCIDRs[${index}]`)),
    ...when(ranges.length > 2 || (ranges.length === 2 && !dual), invalidValue('spec.podCIDRs', ranges, one)),
  ]
}

function resources(status: JsonObject): FieldCause[] {
  return ['capacity', 'allocatable'].flatMap((key) =>
    amountsOf(status[key]).flatMap(([name, amount]) => resourceAmount(name, amount, `status.${key}.${name}`)),
  )
}

function nodeUpdate(object: KubeObject, old: JsonObject): FieldCause[] {
  const [spec, status] = [fieldsOf(object.spec), fieldsOf(object.status)]
  const [provider, oldProvider] = [textOf(spec.providerID), textOf(old.providerID)]
  const fixed = (key: string, name: string): FieldCause =>
    forbiddenValue(`spec.${key}`, `node updates may not change ${name} except from "" to valid`)
  return [
    ...resources(status),
    ...addresses(status),
    ...rangeChanges(textsOf(spec.podCIDRs), textsOf(old.podCIDRs), fixed('podCIDRs', 'podCIDR')),
    ...when(oldProvider !== '' && oldProvider !== provider, fixed('providerID', 'providerID')),
    ...taints(spec.taints, 'metadata.taints'),
    ...when(
      textOf(spec.externalID) !== textOf(old.externalID),
      forbiddenValue('spec.externalID', 'may not be updated'),
    ),
  ]
}

function addresses(status: JsonObject): FieldCause[] {
  const seen = new Set<string>()
  return each(status.addresses, 'status.addresses', ({ type, address }, field) => {
    const shown = { Type: textOf(type), Address: textOf(address) }
    const key = JSON.stringify(shown)
    const twice = seen.has(key)
    seen.add(key)
    const cause = { ...duplicateValue(field, ''), message: `Duplicate value: ${key}` }
    return when(twice, cause)
  })
}

function rangeChanges(ranges: readonly string[], old: readonly string[], fixed: FieldCause): FieldCause[] {
  if (old.length === 0) return []
  if (old.length !== ranges.length) return [fixed]
  return old.flatMap((range, index) => when(range !== ranges[index], fixed))
}
