import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { badRequest } from '#kube/status.ts'

/** The merge keys of the lists of the kinds served here; a list of texts without a key merges by value. */
const mergeKeys: Record<string, string> = {
  ownerReferences: 'uid',
  finalizers: 'value',
  secrets: 'name',
  imagePullSecrets: 'name',
  conditions: 'type',
}

/**
 * Applies a strategic merge patch to a built-in kind: a merge patch in which some lists are maps by a key, with
 * the directives `$patch`, `$setElementOrder`, `$retainKeys` and `$deleteFromPrimitiveList`. See
 * https://github.com/kubernetes/design-proposals-archive/blob/main/cli/preserve-order-in-strategic-merge-patch.md
 */
export function strategicMerge(live: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const { $patch: directive, $retainKeys: retained } = patch
  if (directive === 'replace') return withoutDirectives(patch)
  if (directive === 'delete') return {}
  const result: JsonObject = isObject(live) ? { ...live } : {}
  if (Array.isArray(retained)) {
    for (const key of Object.keys(result)) if (!retained.includes(key)) delete result[key]
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    if (value === null) delete result[key]
    else result[key] = mergeField(key, result[key], value)
  }
  for (const [key, value] of Object.entries(patch)) applyListDirective(result, key, value)
  return result
}

function mergeField(field: string, live: unknown, patch: unknown): unknown {
  if (isObject(patch)) return strategicMerge(live, patch)
  if (!Array.isArray(patch)) return patch
  const key = mergeKeys[field]
  if (key === undefined) return patch
  const current: unknown[] = Array.isArray(live) ? live : []
  return key === 'value' ? [...new Set([...current, ...patch])] : mergeElements(key, current, patch)
}

function mergeElements(key: string, live: readonly unknown[], patch: readonly unknown[]): unknown[] {
  let result = [...live]
  for (const element of patch) {
    if (!isObject(element)) throw badRequest(`expected an object in the list that is merged by ${key}`)
    if (element.$patch === 'replace' && Object.keys(element).length === 1) {
      return patch.filter((each) => each !== element)
    }
    const same = (each: unknown): boolean => isObject(each) && each[key] === element[key]
    if (element.$patch === 'delete') result = result.filter((each) => !same(each))
    else if (result.some(same))
      result = result.map((each) => (same(each) ? strategicMerge(each, element) : each))
    else result.push(withoutDirectives(element))
  }
  return result
}

function applyListDirective(result: JsonObject, directive: string, value: unknown): void {
  const [name, field = ''] = directive.split('/', 2)
  const list = result[field]
  if (!Array.isArray(list) || !Array.isArray(value)) return
  if (name === '$deleteFromPrimitiveList') result[field] = list.filter((each) => !value.includes(each))
  if (name === '$setElementOrder') result[field] = inOrder(list, value, mergeKeys[field])
}

/** Elements that the order names come in that order; others stay behind the element they stood behind. */
function inOrder(list: readonly unknown[], order: readonly unknown[], key: string | undefined): unknown[] {
  const identify = (element: unknown): unknown =>
    isObject(element) && key !== undefined ? element[key] : element
  const rank = new Map(order.map((element, index) => [identify(element), index]))
  const named = list.filter((element) => rank.has(identify(element)))
  const sorted = named.toSorted((a, b) => (rank.get(identify(a)) ?? 0) - (rank.get(identify(b)) ?? 0))
  return list.map((element) => (rank.has(identify(element)) ? sorted.shift() : element))
}

function withoutDirectives(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith('$')))
}
