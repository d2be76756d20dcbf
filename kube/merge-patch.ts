import { fieldOf, isObject, type JsonObject, setField } from './json.ts'

/**
 * Applies a JSON merge patch (RFC 7396): null deletes, objects are merged, all else replaces. Neither argument
 * is changed; unchanged parts are shared with the target. Where the RFC takes a list as it is, kube-apiserver
 * also drops the null fields of the objects in it, and so does this.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return withoutNulls(patch)
  const result: JsonObject = isObject(target) ? { ...target } : {}
  for (const key of Object.keys(patch)) {
    const value = patch[key]
    if (value === null) delete result[key]
    else setField(result, key, mergePatch(fieldOf(result, key), value))
  }
  return result
}

function withoutNulls(value: unknown): unknown {
  return Array.isArray(value)
    ? value.map((item: unknown) => (isObject(item) ? mergePatch({}, item) : withoutNulls(item)))
    : value
}
