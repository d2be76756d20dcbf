import { duplicateValue, type FieldCause, invalidValue, printJson } from '#kube/causes.ts'
import { fieldOf, isObject, type JsonObject } from '#kube/json.ts'
import { fieldSchema, type JsonSchema } from '#kube/json-schema.ts'

/** What violates the list types of a schema: elements of a set and keys of a map-like list are unique. */
export function listProblems(schema: JsonSchema, value: unknown, path = ''): FieldCause[] {
  if (Array.isArray(value)) return problemsOfList(schema, value, path)
  if (!isObject(value)) return []
  return Object.keys(value).flatMap((key) => {
    const field = fieldSchema(schema, key)
    return field === undefined ? [] : listProblems(field, value[key], childPath(schema, key, path))
  })
}

/** A key of a map is written in brackets, a declared field after a dot. */
function childPath({ properties }: JsonSchema, key: string, path: string): string {
  const declared = properties !== undefined && Object.hasOwn(properties, key)
  if (declared) return path === '' ? key : `${path}.${key}`
  return `${path}[${key}]`
}

function problemsOfList(schema: JsonSchema, list: readonly unknown[], path: string): FieldCause[] {
  const { items } = schema
  const inItems =
    items === undefined ? [] : list.flatMap((item, index) => listProblems(items, item, `${path}[${index}]`))
  return [...ownProblems(schema, list, path), ...inItems]
}

function ownProblems(schema: JsonSchema, list: readonly unknown[], path: string): FieldCause[] {
  if (schema['x-kubernetes-list-type'] === 'set') return duplicates(list, path)
  if (schema['x-kubernetes-list-type'] !== 'map') return []
  const wrong = list.findIndex((item) => item !== null && !isObject(item))
  if (wrong !== -1) {
    const why = 'must be an object for an array of list-type map'
    return [invalidValue(`${path}[${wrong}]`, list[wrong], why)]
  }
  return duplicates(
    list.map((item) => keysOf(schema, item)),
    path,
  )
}

/** A value that appears a third time is not named again. */
function duplicates(values: readonly unknown[], path: string): FieldCause[] {
  const seen = new Map<string, number>()
  return values.flatMap((value, index) => {
    const text = printJson(value)
    const times = seen.get(text) ?? 0
    seen.set(text, times + 1)
    return times === 1 ? [duplicateValue(`${path}[${index}]`, value)] : []
  })
}

/** The keys by which an element of a map-like list is known, as far as it has them. */
export function keysOf(schema: JsonSchema, item: unknown): JsonObject {
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  if (!isObject(item)) return {}
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(item, key)).map((key) => [key, fieldOf(item, key)]),
  )
}
