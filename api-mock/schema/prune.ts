import { isObject, type JsonObject, setField } from '#kube/json.ts'
import type { JsonSchema } from '#kube/json-schema.ts'

/** What every object has, whether its schema says so or not. */
const ofEveryObject = new Set(['apiVersion', 'kind', 'metadata'])

/**
 * The object with nothing but the fields that its schema knows, and the paths of the others, sorted, for
 * `fieldValidation`. `metadata` is left as it is, at the root and in embedded resources; so is what
 * `x-kubernetes-preserve-unknown-fields` covers.
 */
export function prune(schema: JsonSchema | undefined, value: unknown): { value: unknown; unknown: string[] } {
  const unknown: string[] = []
  const root: JsonSchema = { ...schema, 'x-kubernetes-embedded-resource': true }
  const pruned = pruneValue(root, value, '', unknown)
  return { value: pruned, unknown: unknown.sort() }
}

function pruneValue(
  schema: JsonSchema | undefined,
  value: unknown,
  path: string,
  unknown: string[],
): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => pruneElement(schema, item, `${path}[${index}]`, unknown))
  }
  return isObject(value) ? pruneObject(schema, value, path, unknown) : value
}

function pruneElement(
  schema: JsonSchema | undefined,
  item: unknown,
  path: string,
  unknown: string[],
): unknown {
  const { items, 'x-kubernetes-preserve-unknown-fields': preserved = false } = schema ?? {}
  if (!preserved) return pruneValue(items, item, path, unknown)
  if (items === undefined) return item
  return pruneValue({ ...items, 'x-kubernetes-preserve-unknown-fields': true }, item, path, unknown)
}

function pruneObject(
  schema: JsonSchema | undefined,
  object: JsonObject,
  path: string,
  unknown: string[],
): JsonObject {
  const { properties, additionalProperties } = schema ?? {}
  const preserved = schema?.['x-kubernetes-preserve-unknown-fields'] === true
  const embedded = schema?.['x-kubernetes-embedded-resource'] === true
  const result: JsonObject = {}
  for (const key of Object.keys(object)) {
    const fieldPath = path === '' ? key : `${path}.${key}`
    if (embedded && ofEveryObject.has(key)) setField(result, key, object[key])
    else if (properties !== undefined && Object.hasOwn(properties, key)) {
      setField(result, key, pruneValue(properties[key], object[key], fieldPath, unknown))
    } else if (additionalProperties !== undefined) {
      const field = typeof additionalProperties === 'object' ? additionalProperties : undefined
      setField(result, key, pruneValue(field, object[key], fieldPath, unknown))
    } else if (preserved) setField(result, key, object[key])
    else unknown.push(fieldPath)
  }
  return result
}
