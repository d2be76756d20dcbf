import { fieldOf, isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { listOf, numberOf, textOf, textsOf } from '#api-mock/resources/values.ts'

/** What a resource's columns show, by the column's name. */
export type Cells = Record<string, (object: KubeObject) => unknown>

/** The value at a path such as 'spec.template.spec', undefined where a field is missing. */
export function valueAt(object: JsonObject, path: string): unknown {
  let value: unknown = object
  for (const field of path.split('.')) value = isObject(value) ? fieldOf(value, field) : undefined
  return value ?? undefined
}

export function textAt(object: JsonObject, path: string): string {
  return textOf(valueAt(object, path))
}

/** A number, and 0 for one that is missing, as Go has it. */
export function numberAt(object: JsonObject, path: string): number {
  return numberOf(valueAt(object, path))
}

export function flagAt(object: JsonObject, path: string): boolean {
  return valueAt(object, path) === true
}

/** The objects of a list, and none for whatever else is there. */
export function listAt(object: JsonObject, path: string): JsonObject[] {
  return listOf(valueAt(object, path))
}

export function textsAt(object: JsonObject, path: string): string[] {
  return textsOf(valueAt(object, path))
}

/** A quantity or an IntOrString as a text; what is missing is `absent`. */
export function amountAt(object: JsonObject, path: string, absent: string): string {
  return amountText(valueAt(object, path), absent)
}

export function amountText(value: unknown, absent: string): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : absent
}

/** How many things a list or a map holds. */
export function sizeAt(object: JsonObject, path: string): number {
  const value = valueAt(object, path)
  if (Array.isArray(value)) return value.length
  return isObject(value) ? Object.keys(value).length : 0
}

/** The condition of a type in `status.conditions`. */
export function conditionOf(object: JsonObject, type: string): JsonObject | undefined {
  return listAt(object, 'status.conditions').find((condition) => condition.type === type)
}

export function isTrue(condition: JsonObject | undefined): boolean {
  return condition?.status === 'True'
}

export function isBeingDeleted({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined
}
