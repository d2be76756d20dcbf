import { isObject, type JsonObject, setField } from '#kube/json.ts'
import { compareElements, type PathElement, readElement } from './path-element.ts'

/** A set of paths into an object, as a tree: what `metadata.managedFields` says a manager owns. */
export type FieldSet = ReadonlyMap<PathElement, FieldNode>

export interface FieldNode {
  /** Whether the path that leads here is itself in the set. */
  readonly member: boolean
  readonly children: FieldSet
}

/** A set that is being put together; afterwards it is read as a FieldSet. */
export type FieldSetBuilder = Map<PathElement, NodeBuilder>

interface NodeBuilder {
  member: boolean
  readonly children: FieldSetBuilder
}

export const noFields: FieldSet = new Map()

/** Adds a path; the empty path, the object as a whole, is never owned. */
export function insertPath(set: FieldSetBuilder, path: readonly PathElement[]): void {
  let level = set
  path.forEach((element, index) => {
    let node = level.get(element)
    if (node === undefined) {
      node = { member: false, children: new Map() }
      level.set(element, node)
    }
    if (index === path.length - 1) node.member = true
    level = node.children
  })
}

export function fieldSet(paths: Iterable<readonly PathElement[]>): FieldSet {
  const set: FieldSetBuilder = new Map()
  for (const path of paths) insertPath(set, path)
  return set
}

/** Reads `fieldsV1`; undefined when it is malformed. */
export function parseFields(fields: unknown): FieldSet | undefined {
  if (!isObject(fields)) return undefined
  const set = new Map<PathElement, FieldNode>()
  for (const key of Object.keys(fields)) {
    if (key === '.') continue
    const element = readElement(key)
    const below = fields[key]
    const children = parseFields(below)
    if (element === undefined || children === undefined) return undefined
    set.set(element, { member: children.size === 0 || (isObject(below) && '.' in below), children })
  }
  return set
}

/** Writes `fieldsV1`, with the elements in Kubernetes' order. */
export function printFields(set: FieldSet): JsonObject {
  const fields: JsonObject = {}
  for (const [element, { member, children }] of sortedNodes(set)) {
    const below = printFields(children)
    setField(fields, element, member && children.size > 0 ? { '.': {}, ...below } : below)
  }
  return fields
}

function sortedNodes(set: FieldSet): [PathElement, FieldNode][] {
  return [...set].sort(([one], [other]) => compareElements(one, other))
}

export function isEmpty(set: FieldSet): boolean {
  return [...set.values()].every(({ member, children }) => !member && isEmpty(children))
}

/** Keeps a node only if something is left of it. */
function keep(set: Map<PathElement, FieldNode>, element: PathElement, node: FieldNode): void {
  if (node.member || node.children.size > 0) set.set(element, node)
}

export function union(one: FieldSet, other: FieldSet): FieldSet {
  const result = new Map(one)
  for (const [element, node] of other) {
    const known = one.get(element)
    if (known === undefined) result.set(element, node)
    else {
      result.set(element, {
        member: known.member || node.member,
        children: union(known.children, node.children),
      })
    }
  }
  return result
}

export function intersection(one: FieldSet, other: FieldSet): FieldSet {
  const result = new Map<PathElement, FieldNode>()
  for (const [element, node] of one) {
    const known = other.get(element)
    if (known === undefined) continue
    keep(result, element, {
      member: node.member && known.member,
      children: intersection(node.children, known.children),
    })
  }
  return result
}

/** The paths of `one` that are not in `other`. */
export function difference(one: FieldSet, other: FieldSet): FieldSet {
  const result = new Map<PathElement, FieldNode>()
  for (const [element, node] of one) {
    const known = other.get(element)
    if (known === undefined) result.set(element, node)
    else {
      keep(result, element, {
        member: node.member && !known.member,
        children: difference(node.children, known.children),
      })
    }
  }
  return result
}

/** The paths of `one` that are neither in `other` nor below a path that is. */
export function without(one: FieldSet, other: FieldSet): FieldSet {
  const result = new Map<PathElement, FieldNode>()
  for (const [element, node] of one) {
    const known = other.get(element)
    if (known === undefined) result.set(element, node)
    else if (!known.member) {
      keep(result, element, { member: node.member, children: without(node.children, known.children) })
    }
  }
  return result
}

/** The paths that no longer path of the set begins with. */
export function leaves(set: FieldSet): FieldSet {
  const result = new Map<PathElement, FieldNode>()
  for (const [element, { member, children }] of set) {
    const below = leaves(children)
    keep(result, element, { member: member && isEmpty(children), children: below })
  }
  return result
}

/** All paths of the set; those of one level come before those below them. */
export function paths(set: FieldSet, prefix: readonly PathElement[] = []): PathElement[][] {
  const nodes = sortedNodes(set)
  return [
    ...nodes.filter(([, { member }]) => member).map(([element]) => [...prefix, element]),
    ...nodes.flatMap(([element, { children }]) => paths(children, [...prefix, element])),
  ]
}

export function sameSet(one: FieldSet, other: FieldSet): boolean {
  return isEmpty(difference(one, other)) && isEmpty(difference(other, one))
}
