import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { kindPrefix } from '#api-mock/store/stored.ts'
import type { Body, Stored } from '#api-mock/store/stored.ts'
import { parseStored } from './numbers.ts'

/** The object as its version of the resource; the caller may change it. */
export function toObject(definition: ResourceDefinition, stored: Stored): KubeObject {
  const { metadata, ...rest } = parseStored(stored.text)
  return { apiVersion: apiVersionOf(definition), kind: definition.kind, metadata, ...rest }
}

/** What was parsed in this turn of the event loop: a commit is looked at by many at once. */
const recent = new Map<Stored, Body>()

/** The object for reading only: all who look at it in the same turn share its parts. */
export function peekObject(definition: ResourceDefinition, stored: Stored): KubeObject {
  const body = recent.get(stored) ?? parseStored(stored.text)
  if (recent.size === 0) queueMicrotask(() => recent.clear())
  recent.set(stored, body)
  return { apiVersion: apiVersionOf(definition), kind: definition.kind, ...body }
}

/** What `Stored.textAs` takes. */
export function prefixOf(definition: ResourceDefinition): string {
  return kindPrefix(apiVersionOf(definition), definition.kind)
}
