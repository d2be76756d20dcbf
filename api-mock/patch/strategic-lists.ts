import { fieldOf, isObject, type JsonObject } from '#kube/json.ts'
import { failure, StatusError, unexplained } from '#kube/status.ts'
import { printValue } from './print-value.ts'

/** Merges an element of a list with what the patch says of it. */
type MergeElement = (element: JsonObject, change: JsonObject) => JsonObject

/**
 * Merges a list whose elements are known by a key, or by themselves where there is none. Where the patch has
 * an order that the live list does not contradict, its elements come first.
 */
export function mergeLists(
  live: readonly unknown[],
  patch: readonly unknown[],
  key: string | undefined,
  merge: MergeElement,
): unknown[] {
  if ([...live, ...patch].some((item) => Array.isArray(item))) {
    const message = 'the server rejected our request due to an error in our request'
    throw new StatusError(failure(422, 'Invalid', message, {}))
  }
  if (![...live, ...patch].some((item) => isObject(item))) {
    return orderAround([...new Set([...live, ...patch])], patch, live, undefined)
  }
  if (key === undefined) throw unexplained('cannot merge lists without merge key for the field')
  const { kept, changes } = applyDirectives(live, patch.map(asObject), key)
  const merged = mergeElements(kept, changes, key, merge)
  return orderAround(merged, changes, kept, key)
}

function asObject(item: unknown): JsonObject {
  if (isObject(item)) return item
  throw unexplained(`list element types are not identical: ${printValue(item)}`)
}

/** Carries out `$patch: delete` and `$patch: replace`, which stand among the elements. */
function applyDirectives(
  live: readonly unknown[],
  patch: readonly JsonObject[],
  key: string,
): { kept: readonly unknown[]; changes: JsonObject[] } {
  const changes = patch.filter((item) => !Object.hasOwn(item, '$patch'))
  const gone = new Set<string>()
  let replaces = false
  for (const item of patch.filter((each) => Object.hasOwn(each, '$patch'))) {
    const directive = item['$patch']
    if (directive === 'replace') replaces = true
    else if (directive === 'delete') gone.add(identityOf(item, key))
    else if (directive === 'merge') throw unexplained('merging lists cannot yet be specified in the patch')
    else throw unexplained(`unknown patch type: ${printValue(directive)} in map: ${printValue(item)}`)
  }
  return { kept: replaces ? [] : live.filter((item) => !gone.has(identityOf(item, key))), changes }
}

function mergeElements(
  live: readonly unknown[],
  changes: readonly JsonObject[],
  key: string,
  merge: MergeElement,
): unknown[] {
  const merged = [...live]
  const places = new Map(live.map((item, index) => [identityOf(item, key), index]))
  for (const change of changes) {
    const identity = identityOf(change, key)
    const place = places.get(identity)
    const element = place === undefined ? undefined : merged[place]
    if (place === undefined) places.set(identity, merged.push(merge({}, change)) - 1)
    else merged[place] = merge(isObject(element) ? element : {}, change)
  }
  return merged
}

/** How an element is known; what lacks its key is refused. */
function identityOf(item: unknown, key: string | undefined): string {
  if (key === undefined) return JSON.stringify(item)
  if (!isObject(item) || !Object.hasOwn(item, key)) {
    throw unexplained(`map: ${printValue(item)} does not contain declared merge key: ${key}`)
  }
  return JSON.stringify(fieldOf(item, key))
}

/**
 * Puts the elements that `order` names into that order, all others where the live list had them. Where the
 * live list does not say which of two comes first, the named one does.
 */
export function orderAround(
  items: readonly unknown[],
  order: readonly unknown[],
  live: readonly unknown[],
  key: string | undefined,
): unknown[] {
  const ranks = placesOf(order, key)
  const places = placesOf(live, key)
  const rank = (item: unknown) => ranks.get(identityOf(item, key)) ?? 0
  const place = (item: unknown) => places.get(identityOf(item, key))
  const named = items
    .filter((item) => ranks.has(identityOf(item, key)))
    .sort((one, other) => rank(one) - rank(other))
  const others = items
    .filter((item) => !ranks.has(identityOf(item, key)))
    .sort((one, other) => (place(one) ?? 0) - (place(other) ?? 0))
  const result: unknown[] = []
  for (const item of named) {
    const limit = place(item) ?? -1
    while (others.length > 0 && (place(others[0]) ?? Infinity) < limit) result.push(others.shift())
    result.push(item)
  }
  return [...result, ...others]
}

function placesOf(list: readonly unknown[], key: string | undefined): Map<string, number> {
  return new Map(list.map((item, index) => [identityOf(item, key), index]))
}

/** Why a patch's elements contradict the order it gives, in Kubernetes' words; undefined when they do not. */
export function orderProblem(
  patch: readonly unknown[],
  order: readonly unknown[],
  key: string | undefined,
): string | undefined {
  const ordered = order.map((item) => identityOf(item, key))
  const listed = patch.filter((item) => !isObject(item) || !Object.hasOwn(item, '$patch'))
  if (ordered.length === 0) return undefined
  let position = 0
  for (const item of listed) {
    const found = ordered.indexOf(identityOf(item, key), position)
    if (found === -1) {
      return `The order in patch list:\n${printValue([...patch])}\n doesn't match $setElementOrder list:\n${printValue([...order])}\n`
    }
    position = found + 1
  }
  return undefined
}

export function deleteItems(list: readonly unknown[], items: readonly unknown[]): unknown[] {
  const gone = new Set(items.map((item) => JSON.stringify(item)))
  return list.filter((item) => !gone.has(JSON.stringify(item)))
}
