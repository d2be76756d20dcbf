import type { MergeRules } from '#api-mock/patch/strategic.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { GoSchema } from '#api-mock/schema/go-schema.ts'

/** How the fields of a built-in kind are merged, as its Go type is tagged; a list without a tag is replaced. */
export function mergeRulesOf({ schema }: Pick<ResourceDefinition, 'schema'>): MergeRules {
  return (path) => {
    let found = schema
    for (const name of path) found = found === undefined ? undefined : fieldOf(found, name)
    if (found === undefined) return undefined
    const { 'x-kubernetes-patch-merge-key': patchMergeKey, 'x-kubernetes-patch-strategy': patchStrategy } =
      found
    return {
      ...(patchMergeKey === undefined ? {} : { patchMergeKey }),
      ...(patchStrategy === undefined ? {} : { patchStrategy }),
    }
  }
}

/** The elements of a list add nothing to a path. */
function fieldOf(schema: GoSchema, name: string): GoSchema | undefined {
  const { properties, additionalProperties } = schema.items ?? schema
  if (properties !== undefined && Object.hasOwn(properties, name)) return properties[name]
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}
