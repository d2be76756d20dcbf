import { fieldOf, isObject, type JsonObject } from '#kube/json.ts'
import { fieldSchema, type JsonSchema } from '#kube/json-schema.ts'
import { keyElement, type PathElement, valueElement } from './path-element.ts'

/**
 * How a part of an object is merged and owned: as one value, as a list of elements, as a map of fields. An
 * atomic list or map is one value in that respect.
 */
export type Shape =
  | { type: 'scalar'; scalar: 'numeric' | 'string' | 'boolean' | 'untyped' }
  | { type: 'list'; relation: 'atomic' | 'set' | 'map' }
  | { type: 'map'; atomic: boolean }

/** The schema of a part; undefined where it is unknown and must be deduced from the value. */
export type Type = JsonSchema | undefined

const scalars: Record<string, Shape> = {
  integer: { type: 'scalar', scalar: 'numeric' },
  number: { type: 'scalar', scalar: 'numeric' },
  string: { type: 'scalar', scalar: 'string' },
  boolean: { type: 'scalar', scalar: 'boolean' },
}

const untyped: Shape = { type: 'scalar', scalar: 'untyped' }

/** The shape of a part. Where the schema says nothing objects are granular and lists atomic. */
export function shapeOf(type: Type, value: unknown): Shape {
  // https://github.com/kubernetes/kube-openapi/blob/master/pkg/schemaconv/openapi.go: a quantity may be a number, too.
  if (type?.['x-kubernetes-int-or-string'] === true || type?.format === 'quantity') return untyped
  switch (type?.type) {
    case 'array':
      return { type: 'list', relation: type['x-kubernetes-list-type'] ?? 'atomic' }
    case 'object':
      return { type: 'map', atomic: type['x-kubernetes-map-type'] === 'atomic' }
    case undefined:
      return deducedShape(value)
    default:
      return scalars[type?.type ?? ''] ?? untyped
  }
}

/** Null can be anything; an empty map says so. */
function deducedShape(value: unknown): Shape {
  if (Array.isArray(value)) return { type: 'list', relation: 'atomic' }
  if (isObject(value) || value === null || value === undefined) return { type: 'map', atomic: false }
  return untyped
}

export function sameShape(one: Shape, other: Shape): boolean {
  switch (one.type) {
    case 'scalar':
      return other.type === 'scalar' && other.scalar === one.scalar
    case 'list':
      return other.type === 'list' && other.relation === one.relation
    default:
      return other.type === 'map' && other.atomic === one.atomic
  }
}

/** The type of an object's field; 'undeclared' where the schema has no such field and takes no others. */
export function fieldType(type: Type, name: string): Type | 'undeclared' {
  if (type === undefined) return undefined
  const field = fieldSchema(type, name)
  if (field !== undefined) return field
  const { properties = {}, additionalProperties } = type
  const open =
    additionalProperties === true ||
    type['x-kubernetes-preserve-unknown-fields'] === true ||
    (additionalProperties === undefined && Object.keys(properties).length === 0)
  return open ? undefined : 'undeclared'
}

/** Whether the schema names this field, as opposed to the keys of a map. */
export function isNamedField(type: Type, name: string): boolean {
  return type?.properties !== undefined && Object.hasOwn(type.properties, name)
}

/** An element of a list with identity has no place in it, or no identity. */
export class ElementError extends Error {
  override readonly name = 'ElementError'
}

/** How an element of a list of type set or map is known. Throws ElementError. */
export function elementOf(type: Type, relation: 'set' | 'map', item: unknown): PathElement {
  return relation === 'set' ? setElement(item) : mapElement(type, item)
}

function setElement(item: unknown): PathElement {
  if (Array.isArray(item)) throw new ElementError('not supported: associative list with lists as elements')
  if (isObject(item)) throw new ElementError("associative list without keys has an element that's a map type")
  if (item === null) {
    throw new ElementError("associative list without keys has an element that's an explicit null")
  }
  return valueElement(item)
}

function mapElement(type: Type, item: unknown): PathElement {
  if (item === null) throw new ElementError('associative list with keys may not have a null element')
  if (!isObject(item)) throw new ElementError('associative list with keys may not have non-map elements')
  const names = type?.['x-kubernetes-list-map-keys'] ?? []
  const keys: JsonObject = {}
  for (const name of names) {
    const preset = type?.items?.properties?.[name]?.default
    if (Object.hasOwn(item, name)) keys[name] = fieldOf(item, name)
    else if (preset !== undefined) keys[name] = preset
  }
  if (names.length > 0 && Object.keys(keys).length === 0) {
    const listed = names.map((name) => JSON.stringify(name)).join(' ')
    throw new ElementError(
      `associative list with keys has an element that omits all key fields [${listed}] (and doesn't have default values for any key fields)`,
    )
  }
  return keyElement(keys)
}

const text = { type: 'string' }

/** The metadata of every object, as server-side apply sees it. */
const metadata: JsonSchema = {
  type: 'object',
  properties: {
    name: text,
    generateName: text,
    namespace: text,
    selfLink: text,
    uid: text,
    resourceVersion: text,
    generation: { type: 'integer' },
    creationTimestamp: text,
    deletionTimestamp: text,
    deletionGracePeriodSeconds: { type: 'integer' },
    labels: { type: 'object', additionalProperties: text },
    annotations: { type: 'object', additionalProperties: text },
    finalizers: { type: 'array', 'x-kubernetes-list-type': 'set', items: text },
    ownerReferences: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
      items: {
        type: 'object',
        'x-kubernetes-map-type': 'atomic',
        properties: {
          apiVersion: text,
          kind: text,
          name: text,
          uid: text,
          controller: { type: 'boolean' },
          blockOwnerDeletion: { type: 'boolean' },
        },
      },
    },
    managedFields: { type: 'array', items: { type: 'object' } },
  },
}

/** The type of a whole object; without a schema all but its metadata is deduced. */
export function objectType(schema: JsonSchema | undefined): JsonSchema {
  const base = schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
  return { ...base, properties: { ...base.properties, apiVersion: text, kind: text, metadata } }
}
