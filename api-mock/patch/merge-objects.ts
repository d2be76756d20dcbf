import { fieldOf, isObject, type JsonObject, setField } from '#kube/json.ts'
import type { PathElement } from './path-element.ts'
import { elementOf, fieldType, sameShape, type Shape, shapeOf, type Type } from './type-shape.ts'

/**
 * The live object with what is applied over it: maps field by field, lists with identity element by element,
 * all else replaced. Parts that only one side has are shared with it. undefined when nothing is left.
 */
export function mergeObjects(type: Type, live: unknown, applied: unknown): unknown {
  if (applied === undefined) return live
  const shape = shapeOf(type, applied)
  if (live === undefined || sameShape(shapeOf(type, live), shape)) return mergeAs(shape, type, live, applied)
  return mergeAs(shape, type, undefined, applied)
}

function mergeAs(shape: Shape, type: Type, live: unknown, applied: unknown): unknown {
  if (shape.type === 'map' && !shape.atomic) {
    const [old, now] = [isObject(live) ? live : {}, isObject(applied) ? applied : {}]
    const bothEmpty = Object.keys(old).length === 0 && Object.keys(now).length === 0
    return bothEmpty ? applied : mergeFields(type, old, now)
  }
  if (shape.type === 'list' && shape.relation !== 'atomic') {
    const [old, now] = [Array.isArray(live) ? live : [], Array.isArray(applied) ? applied : []]
    const bothEmpty = old.length === 0 && now.length === 0
    return bothEmpty ? applied : mergeLists(type, shape.relation, old, now)
  }
  return applied
}

function mergeFields(type: Type, live: JsonObject, applied: JsonObject): JsonObject {
  const result: JsonObject = { ...live }
  for (const key of Object.keys(applied)) {
    const field = fieldType(type, key)
    const known = field === 'undeclared' ? undefined : field
    setField(result, key, mergeObjects(known, fieldOf(live, key), applied[key]))
  }
  return result
}

/**
 * Elements of the live list keep their place, the applied ones their order: an element that both have stands
 * where the applied list has it, and what only the live list has stays before the next that it preceded.
 */
function mergeLists(
  type: Type,
  relation: 'set' | 'map',
  live: readonly unknown[],
  applied: readonly unknown[],
): unknown[] {
  const known = (item: unknown): PathElement => elementOf(type, relation, item)
  const old = live.map((item) => ({ element: known(item), item }))
  const now = applied.map((item) => ({ element: known(item), item }))
  const oldByElement = byElement(old)
  const nowByElement = byElement(now)
  const shared = now.map(({ element }) => element).filter((element) => oldByElement.has(element))
  const merged = new Set<PathElement>()
  const result: unknown[] = []
  let left = 0
  let right = 0
  while (left < old.length || right < now.length) {
    const mine = old[left]
    const theirs = now[right]
    const moved =
      mine !== undefined &&
      theirs !== undefined &&
      mine.element !== theirs.element &&
      nowByElement.has(mine.element) &&
      shared.length > 0 &&
      shared[0] !== mine.element
    if (moved || (mine !== undefined && merged.has(mine.element))) {
      left += 1
    } else if (mine !== undefined && !nowByElement.has(mine.element)) {
      result.push(mine.item)
      left += 1
    } else if (theirs !== undefined) {
      if (mine?.element === theirs.element) left += 1
      if (shared[0] === theirs.element) shared.shift()
      merged.add(theirs.element)
      result.push(mergeObjects(type?.items, oldByElement.get(theirs.element), theirs.item))
      right += 1
    }
  }
  return result
}

/** An identity that two elements of the live list share is merged with neither. */
function byElement(entries: readonly { element: PathElement; item: unknown }[]): Map<PathElement, unknown> {
  const found = new Map<PathElement, unknown>()
  for (const { element, item } of entries) found.set(element, found.has(element) ? undefined : item)
  return found
}
