import { type FieldCause, forbiddenValue, invalidPrinted, invalidValue, requiredValue } from '#kube/causes.ts'
import { isObject, type JsonObject, sameJson } from '#kube/json.ts'
import { requirementsOf } from '#kube/label-selector.ts'
import { matchesLabels } from '#kube/selectors.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { each, problems, when } from './checks.ts'
import { labels, labelValue, qualifiedName } from './formats.ts'
import { printGo } from './go-print.ts'
import { entriesOf, objectsOf } from './reading.ts'

/** Label selectors with `matchLabels` and `matchExpressions`, and the plain maps of older kinds. */

/** What is wrong with a selector; one that is absent is another check's matter. */
export function labelSelector(value: unknown, field: string): FieldCause[] {
  if (!isObject(value)) return []
  return [
    ...labels(value.matchLabels, `${field}.matchLabels`),
    ...each(value.matchExpressions, `${field}.matchExpressions`, expression),
  ]
}

function expression(requirement: JsonObject, field: string): FieldCause[] {
  return [
    ...valuesCauses(requirement, field),
    ...problems(`${field}.key`, textOf(requirement.key), qualifiedName(textOf(requirement.key))),
    ...textsOf(requirement.values).flatMap((value, index) =>
      problems(`${field}.values[${index}]`, value, labelValue(value)),
    ),
  ]
}

/** How many values an operator wants. */
export function valuesCauses({ operator, values }: JsonObject, field: string): FieldCause[] {
  const count = textsOf(values).length
  if (operator === 'In' || operator === 'NotIn') {
    const detail = "must be specified when `operator` is 'In' or 'NotIn'"
    return when(count === 0, requiredValue(`${field}.values`, detail))
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
    return when(count > 0, forbiddenValue(`${field}.values`, detail))
  }
  return [invalidValue(`${field}.operator`, textOf(operator), 'not a valid selector operator')]
}

export function isEmptySelector(value: unknown): boolean {
  const { matchLabels, matchExpressions } = fieldsOf(value)
  return Object.keys(fieldsOf(matchLabels)).length + objectsOf(matchExpressions).length === 0
}

/**
 * Whether a selector chooses these labels: none chooses nothing, an empty one everything. One that cannot be
 * read has causes of its own, and nothing is said of what it chooses.
 */
export function selects(value: unknown, chosen: unknown): boolean {
  if (!isObject(value)) return false
  const requirements = requirementsOf(value)
  return requirements === undefined || matchesLabels(requirements, Object.fromEntries(entriesOf(chosen)))
}

export function invalidSelector(value: unknown, field: string, detail: string): FieldCause {
  return invalidPrinted(field, isObject(value) ? printGo('LabelSelector', value) : 'null', detail)
}

export function immutableSelector(value: unknown, old: unknown, field: string): FieldCause[] {
  const same = sameJson(value ?? null, old ?? null)
  return when(!same, invalidSelector(value, field, 'field is immutable'))
}
