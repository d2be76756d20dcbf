import { fieldOf, isObject, type JsonObject, sameJson, setField } from './json.ts'

/** The JSON merge patch that makes `before` into `after`; undefined where they say the same. */
export function mergeDiff(before: unknown, after: JsonObject): JsonObject | undefined {
  const old = isObject(before) ? before : {}
  const patch: JsonObject = {}
  for (const key of Object.keys(old)) {
    if (fieldOf(after, key) === undefined) setField(patch, key, null)
  }
  for (const key of Object.keys(after)) {
    const value = fieldOf(after, key)
    const there = fieldOf(old, key)
    if (value === undefined || sameJson(there, value)) continue
    const change = isObject(there) && isObject(value) ? mergeDiff(there, value) : value
    if (change !== undefined) setField(patch, key, change)
  }
  return Object.keys(patch).length === 0 ? undefined : patch
}
