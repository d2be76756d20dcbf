import {
  type FieldCause,
  forbiddenValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { problems, when } from './checks.ts'
import { percent } from './formats.ts'
import { printGo } from './go-print.ts'
import { isSet, objectsOf } from './reading.ts'
import { immutableSelector, invalidSelector, isEmptySelector, labelSelector, selects } from './selectors.ts'

/** What all controllers of pods share: a selector that their template must match, and how pods are replaced. */

export function sameSelector({ spec }: KubeObject, { spec: old }: KubeObject): FieldCause[] {
  return immutableSelector(fieldsOf(spec).selector, fieldsOf(old).selector, 'spec.selector')
}

export function requiredSelector(selector: unknown, kind: string): FieldCause[] {
  if (!isObject(selector)) return [requiredValue('spec.selector')]
  return [...labelSelector(selector, 'spec.selector'), ...emptySelector(selector, kind)]
}

export function emptySelector(selector: unknown, kind: string): FieldCause[] {
  const detail = `empty selector is invalid for ${kind}`
  return when(isEmptySelector(selector), invalidSelector(selector, 'spec.selector', detail))
}

/** A selector that cannot be made into one: its own problems are told elsewhere. */
export function isUnreadable(selector: unknown): boolean {
  const expressions = objectsOf(fieldsOf(selector).matchExpressions)
  const known = ['In', 'NotIn', 'Exists', 'DoesNotExist']
  return (
    labelSelector(selector, '').length > 0 ||
    expressions.some(({ operator }) => !known.includes(textOf(operator)))
  )
}

export function unselected(selector: unknown, template: unknown): FieldCause[] {
  const own = fieldsOf(fieldsOf(template).metadata).labels
  const detail = '`selector` does not match template `labels`'
  const field = 'spec.template.metadata.labels'
  return when(!selects(selector, own), invalidValue(field, isObject(own) ? own : null, detail))
}

export function restartsAlways(template: unknown, kind: string): FieldCause[] {
  const { restartPolicy, activeDeadlineSeconds } = fieldsOf(fieldsOf(template).spec)
  const field = 'spec.template.spec'
  const detail = `activeDeadlineSeconds in ${kind} is not Supported`
  return [
    ...when(
      restartPolicy !== 'Always',
      unsupportedValue(`${field}.restartPolicy`, textOf(restartPolicy), ['Always']),
    ),
    ...when(isSet(activeDeadlineSeconds), forbiddenValue(`${field}.activeDeadlineSeconds`, detail)),
  ]
}

export function unknownStrategy(
  type: string,
  value: unknown,
  field: string,
  known: readonly string[],
): FieldCause {
  const list = known.map((each) => JSON.stringify(each)).join(', ')
  const message = `Unsupported value: ${printGo(type, value)}: supported values: ${list}`
  return { reason: 'FieldValueNotSupported', message, field }
}

/** A count of pods, or a share of them such as `25%`. */
export function intOrPercent(value: unknown, field: string): FieldCause[] {
  if (typeof value === 'string') return problems(field, value, percent(value))
  const detail = 'must be greater than or equal to 0'
  return when(numberOf(value) < 0, invalidValue(field, value, detail))
}

export function atMostAll(value: unknown, field: string): FieldCause[] {
  const isShare = typeof value === 'string' && percent(value).length === 0
  const detail = 'must not be greater than 100%'
  return when(isShare && countOf(value) > 100, invalidValue(field, value, detail))
}

export function countOf(value: unknown): number {
  if (typeof value === 'number') return value
  const text = textOf(value)
  const number = Number(text.endsWith('%') ? text.slice(0, -1) : text)
  return Number.isInteger(number) ? number : 0
}
