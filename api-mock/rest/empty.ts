import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { decodeTyped } from '#api-mock/schema/typed.ts'

const known = new WeakMap<ResourceDefinition, Record<string, unknown>>()

/** The fields besides metadata that Go writes of an object in which nothing is set; a custom resource has none. */
export function emptyOf(definition: ResourceDefinition): Record<string, unknown> {
  const found = known.get(definition)
  if (found !== undefined) return found
  const { schema } = definition
  const {
    apiVersion: _apiVersion,
    kind: _kind,
    ...empty
  } = schema === undefined ? {} : decodeTyped(schema, {}).value
  known.set(definition, empty)
  return empty
}

/** An object of a built-in kind in which nothing is set, which a create is compared with. */
export function emptyObject(definition: ResourceDefinition): KubeObject {
  const { kind } = definition
  return { apiVersion: apiVersionOf(definition), kind, metadata: { name: '' }, ...emptyOf(definition) }
}
