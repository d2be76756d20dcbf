import type { StatusCause } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { validate } from '#api-mock/schema/validate.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'

/** Brings an object into the form in which its kind is stored. */
export function shape(
  { custom, strategy }: ResourceDefinition,
  object: KubeObject,
): { object: KubeObject; unknown: readonly string[] } {
  if (custom === undefined) return { object: strategy.defaults?.(object) ?? object, unknown: [] }
  return { object, unknown: [] }
}

/** What the schema finds wrong. */
export function schemaCauses({ custom }: ResourceDefinition, object: KubeObject): StatusCause[] {
  if (custom === undefined) return []
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...rest } = object
  return validate(custom.schema, rest)
}
