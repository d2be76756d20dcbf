import { duplicateValue, type FieldCause, forbiddenValue, invalidValue, requiredValue } from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { each, immutable, optionalOneOf, problems, requiredOneOf, when } from './checks.ts'
import { claimSpec } from './claims.ts'
import { qualifiedName } from './formats.ts'
import { prettyGo } from './go-print.ts'
import { lineDiff } from './line-diff.ts'
import { amountsOf, compareAmounts, notNegativeAmount } from './quantities.ts'
import { isSet } from './reading.ts'

export function persistentVolumeClaim(
  object: KubeObject,
  live?: KubeObject,
  subresource?: string,
): FieldCause[] {
  const { capacity } = fieldsOf(object.status)
  if (subresource === 'status') {
    return amountsOf(capacity).flatMap(([name, amount]) =>
      notNegativeAmount(amount, `status.capacity[${name}]`),
    )
  }
  const causes = claimSpec(fieldsOf(object.spec), 'spec')
  return live === undefined ? causes : [...causes, ...claimChanges(object, live)]
}

const classAnnotation = 'volume.beta.kubernetes.io/storage-class'

/** A claim is settled once it is made; a bound one may grow, and get another class of attributes. */
function claimChanges(object: KubeObject, live: KubeObject): FieldCause[] {
  const [spec, old] = [fieldsOf(object.spec), fieldsOf(live.spec)]
  const [annotation, before] = [object, live].map(({ metadata }) => metadata.annotations?.[classAnnotation])
  const bound = fieldsOf(object.status).phase === 'Bound'
  const kept = prettyGo('PersistentVolumeClaimSpec', {
    ...old,
    ...(textOf(old.volumeName) === '' ? { volumeName: spec.volumeName } : {}),
  })
  const settled = prettyGo('PersistentVolumeClaimSpec', {
    ...spec,
    ...(!isSet(old.storageClassName) && (before === undefined || before === spec.storageClassName)
      ? { storageClassName: undefined }
      : {}),
    ...(bound ? boundFields(spec, old) : {}),
  })
  const fixed =
    'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims'
  const field = 'metadata'
  return [
    ...when(
      annotation !== before,
      invalidValue(`${field}.annotations[${classAnnotation}]`, annotation ?? '', 'field is immutable'),
    ),
    ...when(settled !== kept, forbiddenValue('spec', `${fixed}\n${lineDiff(kept, settled)}`)),
    ...shrinking(spec, live),
    ...immutable(spec.volumeMode, old.volumeMode, 'volumeMode'),
  ]
}

function boundFields(spec: JsonObject, old: JsonObject): JsonObject {
  const resources = fieldsOf(spec.resources)
  const requests = fieldsOf(resources.requests)
  const { storage } = fieldsOf(fieldsOf(old.resources).requests)
  return {
    resources: { ...resources, requests: { ...requests, storage } },
    volumeAttributesClassName: old.volumeAttributesClassName,
  }
}

function shrinking(spec: JsonObject, live: KubeObject): FieldCause[] {
  const sizeOf = (value: unknown): unknown => fieldsOf(fieldsOf(fieldsOf(value).resources).requests).storage
  const { capacity } = fieldsOf(live.status)
  const [size, old] = [sizeOf(spec), sizeOf(live.spec)]
  const below = compareAmounts(size, old) < 0 && compareAmounts(size, fieldsOf(capacity).storage) <= 0
  const detail = 'field can not be less than status.capacity'
  return when(below, forbiddenValue('spec.resources.requests.storage', detail))
}

export function storageClass(object: KubeObject, live?: KubeObject): FieldCause[] {
  const provisioner = textOf(object.provisioner)
  const fixed = ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']
  return [
    ...(provisioner === ''
      ? [requiredValue('provisioner')]
      : problems('provisioner', provisioner.toLowerCase(), qualifiedName(provisioner.toLowerCase()))),
    ...(textOf(object.reclaimPolicy) === ''
      ? []
      : optionalOneOf(object.reclaimPolicy, 'reclaimPolicy', ['Delete', 'Retain'])),
    ...requiredOneOf(object.volumeBindingMode, 'volumeBindingMode', ['Immediate', 'WaitForFirstConsumer']),
    ...topologies(object.allowedTopologies),
    ...(live === undefined ? [] : fixed.flatMap((key) => immutable(object[key], live[key], key))),
  ]
}

function topologies(list: unknown): FieldCause[] {
  const known = new Set<string>()
  return each(list, 'allowedTopologies', (term, field) => {
    const path = `${field}.matchLabelExpressions`
    const keys = new Set<string>()
    const causes = each(term.matchLabelExpressions, path, ({ key, values }, at) => {
      const name = textOf(key)
      const twice = keys.has(name)
      keys.add(name)
      const texts = textsOf(values)
      return [
        ...when(texts.length === 0, requiredValue(`${at}.values`)),
        ...texts.flatMap((text, index) =>
          when(texts.indexOf(text) < index, duplicateValue(`${at}.values[${index}]`, text)),
        ),
        ...problems(`${at}.key`, name, qualifiedName(name)),
        ...when(twice, duplicateValue(`${at}.key`, name)),
      ]
    })
    const shown = JSON.stringify(term)
    const again = known.has(shown)
    known.add(shown)
    return [...causes, ...when(again, duplicateValue(path, ''))]
  })
}
