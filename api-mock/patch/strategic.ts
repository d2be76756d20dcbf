import { fieldOf, isObject, type JsonObject, setField } from '#kube/json.ts'
import { badRequest, unexplained } from '#kube/status.ts'
import { printValue } from './print-value.ts'
import { deleteItems, mergeLists, orderAround, orderProblem } from './strategic-lists.ts'

/** How a field of a built-in kind is merged, as its Go type is tagged. */
export interface MergeRule {
  /** The field by which elements of a list are known; none for a list of texts or numbers. */
  patchMergeKey?: string
  /** 'merge', 'replace', 'retainKeys' or 'merge,retainKeys'. */
  patchStrategy?: string
}

/** The rule of the field at a path of names from the object's root; elements of lists add nothing to a path. */
export type MergeRules = (path: readonly string[]) => MergeRule | undefined

const orderPrefix = '$setElementOrder/'
const deletePrefix = '$deleteFromPrimitiveList/'

/**
 * Applies a strategic merge patch: a merge patch in which some lists are merged by their elements, with the
 * directives `$patch`, `$setElementOrder`, `$retainKeys` and `$deleteFromPrimitiveList`. Neither argument is
 * changed. Throws what kube-apiserver answers: 400 for a malformed directive, 422 for a list of lists, 500 for
 * an element without its merge key.
 */
export function strategicMerge(target: unknown, patch: unknown, merge: MergeRules): unknown {
  return isObject(patch) ? mergeObject(isObject(target) ? target : {}, patch, merge, []) : patch
}

function mergeObject(
  target: JsonObject,
  patch: JsonObject,
  merge: MergeRules,
  path: readonly string[],
): JsonObject {
  const directive = fieldOf(patch, '$patch')
  if (directive === 'replace') return withoutField(patch, '$patch')
  if (directive === 'delete') return {}
  if (directive !== undefined) {
    throw unexplained(`unknown patch type: ${printValue(directive)} in map: ${printValue(patch)}`)
  }
  const result = retained(target, patch)
  const ordered = new Set<string>()
  for (const key of Object.keys(patch).filter((each) => each.startsWith(orderPrefix))) {
    const field = key.slice(orderPrefix.length)
    ordered.add(field)
    setOrder({ result, field, patch, order: patch[key] }, merge, [...path, field])
  }
  for (const key of Object.keys(patch)) {
    if (key === '$retainKeys' || key.startsWith(orderPrefix) || ordered.has(key)) continue
    if (key.startsWith(deletePrefix)) {
      deleteFromList(result, key.slice(deletePrefix.length), patch[key])
    } else mergeField(result, key, patch[key], merge, [...path, key])
  }
  return result
}

function withoutField(object: JsonObject, name: string): JsonObject {
  const { [name]: _, ...rest } = object
  return rest
}

/** `$retainKeys` names all fields that stay; the patch must not set any other. */
function retained(target: JsonObject, patch: JsonObject): JsonObject {
  const keys = fieldOf(patch, '$retainKeys')
  if (keys === undefined) return { ...target }
  const malformed = badRequest('invalid patch format of retainKeys')
  if (!Array.isArray(keys)) throw malformed
  const stays = new Set<unknown>(keys)
  for (const key of Object.keys(patch)) {
    const isDirective = key === '$retainKeys' || key.startsWith(deletePrefix) || key.startsWith(orderPrefix)
    if (!isDirective && patch[key] !== null && !stays.has(key)) throw malformed
  }
  return Object.fromEntries(Object.entries(target).filter(([key]) => stays.has(key)))
}

function mergeField(
  result: JsonObject,
  key: string,
  value: unknown,
  merge: MergeRules,
  path: readonly string[],
): void {
  const old = fieldOf(result, key)
  if (value === null) delete result[key]
  else if (isObject(old) && isObject(value)) {
    const replaces = strategiesOf(merge(path)).includes('replace')
    setField(result, key, replaces ? value : mergeObject(old, value, merge, path))
  } else if (Array.isArray(old) && Array.isArray(value)) {
    setField(result, key, mergeFieldList(old, value, merge, path))
  } else {
    const kept = withoutDirectives(value)
    if (kept === undefined) delete result[key]
    else setField(result, key, kept)
  }
}

function strategiesOf(rule: MergeRule | undefined): string[] {
  return rule?.patchStrategy?.split(',') ?? []
}

function mergeFieldList(
  old: readonly unknown[],
  value: readonly unknown[],
  merge: MergeRules,
  path: readonly string[],
): unknown[] {
  const rule = merge(path)
  if (!strategiesOf(rule).includes('merge')) return [...value]
  return mergeLists(old, value, rule?.patchMergeKey, (element, change) =>
    mergeObject(element, change, merge, path),
  )
}

function deleteFromList(result: JsonObject, field: string, items: unknown): void {
  const old = fieldOf(result, field)
  if (items === null) delete result[field]
  else if (Array.isArray(old) && Array.isArray(items)) setField(result, field, deleteItems(old, items))
}

interface Ordering {
  result: JsonObject
  field: string
  patch: JsonObject
  /** What `$setElementOrder/field` says: the elements that the patch knows, by their merge key. */
  order: unknown
}

/** Merges a list that comes with its order, and puts it in that order. */
function setOrder(
  { result, field, patch, order }: Ordering,
  merge: MergeRules,
  path: readonly string[],
): void {
  const list = listOf(order)
  const live = listAt(result, field)
  const change = listAt(patch, field)
  const key = merge(path)?.patchMergeKey
  const problem = orderProblem(change ?? [], list, key)
  if (problem !== undefined) throw unexplained(problem)
  let merged: unknown[]
  if (live !== undefined && change !== undefined) merged = mergeFieldList(live, change, merge, path)
  else if (change !== undefined) merged = listOf(withoutDirectives(change))
  else if (live !== undefined) merged = live
  else return
  setField(result, field, orderAround(merged, list, live ?? [], key))
}

function listAt(object: JsonObject, field: string): unknown[] | undefined {
  const value = fieldOf(object, field)
  return value === undefined ? undefined : listOf(value)
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  const received = isObject(value) ? 'map[string]interface {}' : typeof value
  throw unexplained(`expected a []interface {}, but received a ${received}`)
}

/** A value that is new to the object: nulls and directives in it say nothing; undefined if it is one itself. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => withoutDirectives(item)).filter((item) => item !== undefined)
  }
  if (!isObject(value)) return value
  if (Object.hasOwn(value, '$patch')) return undefined
  const result: JsonObject = {}
  for (const key of Object.keys(value)) {
    const isDirective = key === '$retainKeys' || key.startsWith(orderPrefix) || key.startsWith(deletePrefix)
    const kept = isDirective || value[key] === null ? undefined : withoutDirectives(value[key])
    if (kept !== undefined) setField(result, key, kept)
  }
  return result
}
