import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { kindPrefix } from '#api-mock/store/stored.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import { parseStored } from './numbers.ts'

/** The object as its version of the resource; the caller may change it. */
export function toObject(definition: ResourceDefinition, stored: Stored): KubeObject {
  const { metadata, ...rest } = parseStored(stored.text)
  return { apiVersion: apiVersionOf(definition), kind: definition.kind, metadata, ...rest }
}

/** What `Stored.textAs` takes. */
export function prefixOf(definition: ResourceDefinition): string {
  return kindPrefix(apiVersionOf(definition), definition.kind)
}
