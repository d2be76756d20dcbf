import { fieldOf, isObject, type JsonObject, sameJson } from '#kube/json.ts'
import { type FieldSet, type FieldSetBuilder, insertPath } from './field-set.ts'
import { fieldElement, type PathElement } from './path-element.ts'
import { elementOf, fieldType, sameShape, type Shape, shapeOf, type Type } from './type-shape.ts'

/** The paths in which two objects differ; none is in two of the sets. */
export interface Comparison {
  removed: FieldSet
  modified: FieldSet
  added: FieldSet
}

interface Walk {
  removed: FieldSetBuilder
  modified: FieldSetBuilder
  added: FieldSetBuilder
}

/** Compares two objects part by part, as far as their type has parts. */
export function compareObjects(type: Type, before: unknown, after: unknown): Comparison {
  const walk: Walk = { removed: new Map(), modified: new Map(), added: new Map() }
  compareAt(walk, type, before, after, [])
  return walk
}

/** One side may be undefined: then the part was added or removed. */
function compareAt(walk: Walk, type: Type, before: unknown, after: unknown, path: PathElement[]): void {
  // A controller's change shares with the old state what it leaves as it is.
  if (before === after) return
  const old = shapeOf(type, before)
  const now = shapeOf(type, after)
  let leaf: boolean
  if (after === undefined) leaf = compareAs(walk, old, type, before, after, path)
  else if (before === undefined || sameShape(old, now)) leaf = compareAs(walk, now, type, before, after, path)
  else {
    compareAs(walk, old, type, before, after, path)
    leaf = compareAs(walk, now, type, before, after, path)
  }
  if (leaf) return
  if (before === undefined) insertPath(walk.added, path)
  else if (after === undefined) insertPath(walk.removed, path)
}

/** Whether the part turned out to be one value, which has then been dealt with. */
function compareAs(
  walk: Walk,
  shape: Shape,
  type: Type,
  before: unknown,
  after: unknown,
  path: PathElement[],
): boolean {
  if (shape.type === 'map' && !shape.atomic) {
    const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
    if (Object.keys(old).length > 0 || Object.keys(now).length > 0) {
      compareFields(walk, type, old, now, path)
      return false
    }
  } else if (shape.type === 'list' && shape.relation !== 'atomic') {
    const [old, now] = [Array.isArray(before) ? before : [], Array.isArray(after) ? after : []]
    if (old.length > 0 || now.length > 0) {
      compareElementsOf(walk, type, shape.relation, old, now, path)
      return false
    }
  }
  if (before === undefined) insertPath(walk.added, path)
  else if (after === undefined) insertPath(walk.removed, path)
  else if (!sameJson(before, after)) insertPath(walk.modified, path)
  return true
}

function compareFields(walk: Walk, type: Type, old: JsonObject, now: JsonObject, path: PathElement[]): void {
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const field = fieldType(type, key)
    const known = field === 'undeclared' ? undefined : field
    compareAt(walk, known, fieldOf(old, key), fieldOf(now, key), [...path, fieldElement(key)])
  }
}

function compareElementsOf(
  walk: Walk,
  type: Type,
  relation: 'set' | 'map',
  old: readonly unknown[],
  now: readonly unknown[],
  path: PathElement[],
): void {
  const before = grouped(type, relation, old)
  const after = grouped(type, relation, now)
  for (const element of new Set([...before.keys(), ...after.keys()])) {
    compareGroup(walk, type?.items, before.get(element) ?? [], after.get(element) ?? [], [...path, element])
  }
}

/** The elements of a list by their identity; more than one where it violates its type. */
export function grouped(
  type: Type,
  relation: 'set' | 'map',
  list: readonly unknown[],
): Map<PathElement, unknown[]> {
  return Map.groupBy(list, (item) => elementOf(type, relation, item))
}

/** Elements that share an identity are owned as one value, marked by their common path. */
function compareGroup(
  walk: Walk,
  type: Type,
  before: readonly unknown[],
  after: readonly unknown[],
  path: PathElement[],
): void {
  if (before.length <= 1 && after.length <= 1) compareAt(walk, type, before[0], after[0], path)
  else if (before.length >= 2 && after.length >= 2) {
    if (!sameJson(before, after)) insertPath(walk.modified, path)
  } else if (before.length >= 2) {
    if (after.length > 0) compareAt(walk, type, undefined, after[0], path)
    insertPath(walk.removed, path)
  } else {
    if (before.length > 0) compareAt(walk, type, before[0], undefined, path)
    insertPath(walk.added, path)
  }
}
