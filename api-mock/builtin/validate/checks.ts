import { type FieldCause, invalidValue, requiredValue, unsupportedValue } from '#kube/causes.ts'
import { sameJson } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { numberOf, textOf } from '#api-mock/resources/values.ts'
import { isSet, objectsOf } from './reading.ts'

/**
 * The small checks that validation is composed of. Each gives the causes in the words of
 * k8s.io/kubernetes/pkg/apis/…/validation; `field` is the path of what is looked at.
 */

export function when(condition: boolean, ...causes: readonly FieldCause[]): FieldCause[] {
  return condition ? [...causes] : []
}

/** The causes of every object of a list, with its own path. */
export function each(
  list: unknown,
  field: string,
  check: (item: JsonObject, field: string, index: number) => FieldCause[],
): FieldCause[] {
  return objectsOf(list).flatMap((item, index) => check(item, `${field}[${index}]`, index))
}

export function problems(field: string, value: unknown, details: readonly string[]): FieldCause[] {
  return details.map((detail) => invalidValue(field, value, detail))
}

/** A text that must be there. */
export function required(value: unknown, field: string, detail = ''): FieldCause[] {
  return when(textOf(value) === '', requiredValue(field, detail))
}

/** A text that must be there, of a form that `rule` knows. */
export function requiredForm(value: unknown, field: string, rule: (text: string) => string[]): FieldCause[] {
  const text = textOf(value)
  return text === '' ? [requiredValue(field)] : problems(field, text, rule(text))
}

/** A text that may be absent or empty. */
export function optionalForm(value: unknown, field: string, rule: (text: string) => string[]): FieldCause[] {
  const text = textOf(value)
  return text === '' ? [] : problems(field, text, rule(text))
}

/** One of some words; `supported` is in the order in which the message names them. */
export function oneOf(value: unknown, field: string, supported: readonly string[]): FieldCause[] {
  const text = textOf(value)
  return when(!supported.includes(text), unsupportedValue(field, text, supported))
}

export function requiredOneOf(value: unknown, field: string, supported: readonly string[]): FieldCause[] {
  return textOf(value) === '' ? [requiredValue(field)] : oneOf(value, field, supported)
}

export function optionalOneOf(value: unknown, field: string, supported: readonly string[]): FieldCause[] {
  return isSet(value) ? oneOf(value, field, supported) : []
}

/** Fields that must not be below zero; the absent ones are zero. */
export function notNegative(object: JsonObject, field: string, ...keys: readonly string[]): FieldCause[] {
  return keys.flatMap((key) =>
    when(
      numberOf(object[key]) < 0,
      invalidValue(`${field}.${key}`, object[key], 'must be greater than or equal to 0'),
    ),
  )
}

export function inRange(value: unknown, field: string, least: number, most: number): FieldCause[] {
  const number = numberOf(value)
  const detail = `must be between ${least} and ${most}, inclusive`
  return when(number < least || number > most, invalidValue(field, number, detail))
}

export function optionalInRange(value: unknown, field: string, least: number, most: number): FieldCause[] {
  return isSet(value) ? inRange(value, field, least, most) : []
}

export function immutable(value: unknown, old: unknown, field: string): FieldCause[] {
  const same = sameJson(value ?? null, old ?? null)
  return when(!same, invalidValue(field, value ?? null, 'field is immutable'))
}
