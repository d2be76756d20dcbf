import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'

/** A text as it is, and nothing for whatever else a client may have sent. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** An object's fields, and none for whatever else a client may have sent. */
export function fieldsOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** A number as it is, and for whatever else a client may have sent the one that stands for none. */
export function numberOf(value: unknown, otherwise = 0): number {
  return typeof value === 'number' ? value : otherwise
}

/** The objects of a list, and none where it is no list. */
export function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** The texts of a list, and none where it is no list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : []
}
