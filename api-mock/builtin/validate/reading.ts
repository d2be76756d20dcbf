import { isObject, type JsonObject } from '#kube/json.ts'

/** The objects of a list; for whatever else a client may have sent there are none. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map((item: unknown) => (isObject(item) ? item : {})) : []
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** A number, and 0 where there is none, as a Go field has it. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

/** The entries of a map of strings, in the order of their keys: Go's own order is any. */
export function entriesOf(value: unknown): [string, string][] {
  if (!isObject(value)) return []
  return Object.keys(value)
    .sort()
    .map((key) => [key, String(value[key])])
}

/** Whether a field is there at all; null is as good as absent. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null
}
