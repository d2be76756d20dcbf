import {
  type FieldCause,
  forbiddenValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { optionalForm, optionalOneOf, required, when } from './checks.ts'
import { dnsLabel, dnsSubdomain } from './formats.ts'
import { positiveAmount } from './quantities.ts'
import { isSet } from './reading.ts'
import { labelSelector } from './selectors.ts'

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']
export const volumeModes = ['Block', 'Filesystem']

export function accessModeCauses(value: unknown, field: string): FieldCause[] {
  const modes = textsOf(value)
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode))
  const alone = 'may not use ReadWriteOncePod with other access modes'
  return [
    ...modes
      .filter((mode) => !accessModes.includes(mode))
      .map((mode) => unsupportedValue(field, mode, accessModes)),
    ...when(modes.includes('ReadWriteOncePod') && others, forbiddenValue(field, alone)),
  ]
}

/** What a PersistentVolumeClaim asks for, also where it is a template. */
export function claimSpec(spec: JsonObject, field: string): FieldCause[] {
  const { accessModes: modes, dataSource, dataSourceRef } = spec
  const requests = fieldsOf(fieldsOf(spec.resources).requests)
  const storage = `${field}.resources[storage]`
  const missing = 'at least 1 access mode is required'
  return [
    ...when(textsOf(modes).length === 0, requiredValue(`${field}.accessModes`, missing)),
    ...labelSelector(spec.selector, `${field}.selector`),
    ...accessModeCauses(modes, `${field}.accessModes`),
    ...(isSet(requests.storage) ? positiveAmount(requests.storage, storage) : [requiredValue(storage)]),
    ...optionalForm(spec.storageClassName, `${field}.storageClassName`, dnsSubdomain),
    ...optionalOneOf(spec.volumeMode, `${field}.volumeMode`, volumeModes),
    ...(isObject(dataSource) ? source(dataSource, `${field}.dataSource`) : []),
    ...(isObject(dataSourceRef) ? source(dataSourceRef, `${field}.dataSourceRef`) : []),
    ...optionalForm(fieldsOf(dataSourceRef).namespace, `${field}.dataSourceRef.namespace`, dnsLabel),
    ...bothSources(dataSource, dataSourceRef, field),
    ...optionalForm(spec.volumeAttributesClassName, `${field}.volumeAttributesClassName`, dnsSubdomain),
  ]
}

function source({ name, kind, apiGroup }: JsonObject, field: string): FieldCause[] {
  const group = textOf(apiGroup)
  const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup"
  return [
    ...required(name, `${field}.name`),
    ...required(kind, `${field}.kind`),
    ...when(group === '' && kind !== 'PersistentVolumeClaim', invalidValue(field, textOf(kind), detail)),
    ...optionalForm(group, `${field}.apiGroup`, dnsSubdomain),
  ]
}

function bothSources(one: unknown, other: unknown, field: string): FieldCause[] {
  if (!isObject(one) || !isObject(other)) return []
  // A server shows the path of the field as if it were a value: an object without fields.
  const invalid = (detail: string): FieldCause => invalidValue(field, {}, detail)
  if (textOf(other.namespace) !== '') {
    return [invalid('may not be specified when dataSourceRef.namespace is specified')]
  }
  const same = ['apiGroup', 'kind', 'name'].every((key) => textOf(one[key]) === textOf(other[key]))
  return when(!same, invalid('must match dataSourceRef'))
}
