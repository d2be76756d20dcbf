import { isObject, type JsonObject } from '#kube/json.ts'

/** What is in a list, each at its own index: a field's path tells it. What is no object has no fields. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map((item: unknown) => (isObject(item) ? item : {})) : []
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
