import type { JsonSchema } from '#kube/json-schema.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'

/** The schema that tells lists which are maps or sets from lists that are one value. */
export function schemaOf({ custom, schema }: ResourceDefinition): JsonSchema {
  return custom?.schema ?? schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
}
