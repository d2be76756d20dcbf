import type { StatusCause } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { withDefaults } from '#api-mock/schema/defaults.ts'
import { prune } from '#api-mock/schema/prune.ts'
import { validate, validateUpdate } from '#api-mock/schema/validate.ts'

/** An object in the form of its kind, and the paths of the fields that it does not have. */
export interface Shaped {
  object: KubeObject
  unknown: readonly string[]
}

/** Brings an object into the form in which its kind is stored: unknown fields dropped, defaults filled in. */
export function shape({ custom, strategy }: ResourceDefinition, object: KubeObject): Shaped {
  if (custom === undefined) return { object: strategy.defaults?.(object) ?? object, unknown: [] }
  const pruned = custom.preserveUnknownFields ? { value: object, unknown: [] } : prune(custom.schema, object)
  // Neither pruning nor defaulting touches what makes an object one.
  return { object: withDefaults(custom.schema, pruned.value) as KubeObject, unknown: pruned.unknown }
}

/** What the schema finds wrong; what was wrong before already is not held against an update. */
export function schemaCauses(
  { custom }: ResourceDefinition,
  object: KubeObject,
  live?: KubeObject,
): StatusCause[] {
  if (custom === undefined) return []
  return live === undefined ? validate(custom.schema, object) : validateUpdate(custom.schema, object, live)
}

/** What the schema finds wrong with a status that is written through its subresource: only that is looked at. */
export function statusCauses({ custom }: ResourceDefinition, { status }: KubeObject): StatusCause[] {
  const schema = custom?.schema.properties?.status
  if (schema === undefined || status === undefined) return []
  return validate(schema, status).map((cause) => ({
    ...cause,
    field: cause.field === undefined || cause.field === '<nil>' ? 'status' : `status.${cause.field}`,
  }))
}
