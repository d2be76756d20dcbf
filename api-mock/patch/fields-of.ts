import { isObject } from '#kube/json.ts'
import { grouped } from './compare-objects.ts'
import { type FieldNode, type FieldSet, type FieldSetBuilder, insertPath } from './field-set.ts'
import { fieldElement, type PathElement } from './path-element.ts'
import { elementOf, fieldType, isNamedField, shapeOf, type Type } from './type-shape.ts'

/** The paths of an object's values: what a manager owns that applies it. */
export function fieldsOf(type: Type, object: unknown): FieldSet {
  const set: FieldSetBuilder = new Map()
  collect(set, type, object, [])
  return set
}

function collect(set: FieldSetBuilder, type: Type, value: unknown, path: PathElement[]): void {
  const shape = shapeOf(type, value)
  if (shape.type === 'scalar') insertPath(set, path)
  else if (shape.type === 'map') {
    if (shape.atomic) insertPath(set, path)
    else collectFields(set, type, value, path)
  } else if (shape.relation === 'atomic') insertPath(set, path)
  else if (Array.isArray(value)) {
    for (const [element, items] of grouped(type, shape.relation, value)) {
      if (items.length === 1) collect(set, type?.items, items[0], [...path, element])
      insertPath(set, [...path, element])
    }
  }
}

/** Fields of the schema are owned by what is in them, keys of a map and empty objects by themselves. */
function collectFields(set: FieldSetBuilder, type: Type, value: unknown, path: PathElement[]): void {
  if (!isObject(value)) return
  for (const key of Object.keys(value)) {
    const field = fieldType(type, key)
    const item = value[key]
    const below = [...path, fieldElement(key)]
    collect(set, field === 'undeclared' ? undefined : field, item, below)
    const empty = item === null || (isObject(item) && Object.keys(item).length === 0)
    if (empty || !isNamedField(type, key)) insertPath(set, below)
  }
}

/** The set with the fields of the schema that lead to its paths; elements and keys of maps are not added. */
export function withNamedFields(type: Type, set: FieldSet): FieldSet {
  const result = new Map<PathElement, FieldNode>()
  for (const [element, { member, children }] of set) {
    const name = element.startsWith('f:') ? element.slice(2) : undefined
    const below = name === undefined ? type?.items : fieldType(type, name)
    const named = name !== undefined && children.size > 0 && isNamedField(type, name)
    result.set(element, {
      member: member || named,
      children: withNamedFields(below === 'undeclared' ? undefined : below, children),
    })
  }
  return result
}

/** A copy of the object without what is at the paths of the set; undefined when nothing is left. */
export function removeFields(type: Type, object: unknown, set: FieldSet): unknown {
  const shape = shapeOf(type, object)
  if (shape.type === 'scalar') return object
  if (shape.type === 'map') {
    return isObject(object) && !shape.atomic ? removeFromObject(type, object, set) : undefined
  }
  if (!Array.isArray(object) || shape.relation === 'atomic') return undefined
  const { relation } = shape
  const items = object.flatMap((item: unknown) => {
    const node = set.get(elementOf(type, relation, item))
    if (node === undefined) return [item]
    return node.member ? [] : [removeFields(type?.items, item, node.children) ?? null]
  })
  return items.length > 0 ? items : undefined
}

function removeFromObject(type: Type, object: Record<string, unknown>, set: FieldSet): unknown {
  const result: [string, unknown][] = []
  for (const key of Object.keys(object)) {
    const node = set.get(fieldElement(key))
    const field = fieldType(type, key)
    if (node === undefined) result.push([key, object[key]])
    else if (!node.member) {
      const known = field === 'undeclared' ? undefined : field
      result.push([key, removeFields(known, object[key], node.children) ?? null])
    }
  }
  return result.length > 0 ? Object.fromEntries(result) : undefined
}
