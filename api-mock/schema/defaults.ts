import { copyJson, isObject, type JsonObject, setField } from '#kube/json.ts'
import { fieldSchema, type JsonSchema } from '#kube/json-schema.ts'

/**
 * The value with the schema's defaults where fields are absent. Null counts as absent where the schema does not
 * admit it: it gives way to the default, or vanishes. The value itself is left as it is.
 */
export function withDefaults(schema: JsonSchema | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => elementWithDefaults(schema?.items, item))
  if (!isObject(value)) return value
  const result: JsonObject = {}
  for (const key of Object.keys(value)) {
    const field = schema === undefined ? undefined : fieldSchema(schema, key)
    const wanted = isUnwantedNull(field, value[key]) ? copyJson(field?.default) : value[key]
    if (wanted !== undefined) setField(result, key, withDefaults(field, wanted))
  }
  for (const [key, field] of Object.entries(schema?.properties ?? {})) {
    if (hasDefault(field) && !Object.hasOwn(result, key)) {
      setField(result, key, withDefaults(field, copyJson(field.default)))
    }
  }
  return result
}

function elementWithDefaults(items: JsonSchema | undefined, item: unknown): unknown {
  const wanted = isUnwantedNull(items, item) ? (copyJson(items?.default) ?? null) : item
  return withDefaults(items, wanted)
}

function hasDefault(schema: JsonSchema): boolean {
  return schema.default !== undefined && schema.default !== null
}

function isUnwantedNull(schema: JsonSchema | undefined, value: unknown): boolean {
  return value === null && schema !== undefined && schema.nullable !== true
}
