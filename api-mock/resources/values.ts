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
