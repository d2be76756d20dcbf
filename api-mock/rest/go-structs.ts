import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { JsonSchema } from '#kube/json-schema.ts'
import type { ManagedFieldsEntry } from '#kube/types.ts'

/**
 * Takes from managedFields the sign that someone made a struct which in Go is always there (`default: {}` in
 * the schema): of a built-in kind's `spec` only its fields are owned.
 */
export function withoutStructs(
  entries: readonly ManagedFieldsEntry[],
  schema: JsonSchema,
): ManagedFieldsEntry[] {
  return entries.map((entry) => {
    const { fieldsV1 } = entry
    return fieldsV1 === undefined ? entry : { ...entry, fieldsV1: prune(fieldsV1, schema) }
  })
}

function prune(fields: JsonObject, { properties = {} }: JsonSchema): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([key, owned]) => {
      const property = key.startsWith('f:') ? properties[key.slice(2)] : undefined
      if (property === undefined || !isObject(owned)) return [key, owned]
      const inner = prune(owned, property)
      if (!isStruct(property)) return [key, inner]
      const { '.': _own, ...rest } = inner
      return [key, rest]
    }),
  )
}

function isStruct({ default: given }: JsonSchema): boolean {
  return isObject(given) && Object.keys(given).length === 0
}
