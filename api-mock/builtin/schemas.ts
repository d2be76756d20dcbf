import type { JsonSchema } from '#kube/json-schema.ts'

/**
 * Schemas of the built-in kinds, in the convention of Kubernetes' own OpenAPI documents: an object with
 * `default: {}` is a Go struct that is always there, one without is a pointer. `format: byte` is base64.
 */

export const text: JsonSchema = { type: 'string' }
export const flag: JsonSchema = { type: 'boolean' }
export const int32: JsonSchema = { type: 'integer', format: 'int32' }
export const int64: JsonSchema = { type: 'integer', format: 'int64' }
export const bytes: JsonSchema = { type: 'string', format: 'byte' }
export const texts: JsonSchema = { type: 'array', items: text }
/** Whatever it is, it is kept as it is. */
export const anything: JsonSchema = { 'x-kubernetes-preserve-unknown-fields': true }

export function mapOf(additionalProperties: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties }
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items, 'x-kubernetes-list-type': 'atomic' }
}

/** A list whose elements are told apart by a field. */
export function listBy(key: string, items: JsonSchema): JsonSchema {
  return { type: 'array', items, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': [key] }
}

/** A struct behind a pointer: absent is not the same as empty. */
export function pointer(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties }
}

/** A struct by value: empty when absent. */
export function struct(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, default: {} }
}

/** A struct that changes as a whole. */
export function atomic(properties: Record<string, JsonSchema>): JsonSchema {
  return { ...struct(properties), 'x-kubernetes-map-type': 'atomic' }
}

/** A kind: its own fields besides the three that all have. */
export function kindOf(properties: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    properties: { apiVersion: text, kind: text, metadata: { type: 'object' }, ...properties },
  }
}

export const conditions = listBy(
  'type',
  pointer({ type: text, status: text, lastTransitionTime: text, reason: text, message: text }),
)
