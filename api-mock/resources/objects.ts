import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { parseStored } from '#api-mock/store/parse-stored.ts'
import { kindPrefix } from '#api-mock/store/stored.ts'
import type { Body, Stored } from '#api-mock/store/stored.ts'
import type { ResourceDefinition } from './definition.ts'

/** The object as its version of the resource; the caller may change it. */
export function toObject(definition: ResourceDefinition, stored: Stored): KubeObject {
  const { metadata, ...rest } = parseStored(stored.text)
  const object = { apiVersion: apiVersionOf(definition), kind: definition.kind, metadata, ...rest }
  return definition.storedAs?.fromStored(object) ?? object
}

/** What was parsed in this turn of the event loop: a commit is looked at by many at once. */
const recent = new Map<Stored, Body>()

/** The object for reading only: all who look at it in the same turn share its parts. */
export function peekObject(definition: ResourceDefinition, stored: Stored): KubeObject {
  const body = recent.get(stored) ?? parseStored(stored.text)
  if (recent.size === 0) queueMicrotask(() => recent.clear())
  recent.set(stored, body)
  const object = { apiVersion: apiVersionOf(definition), kind: definition.kind, ...body }
  return definition.storedAs?.fromStored(object) ?? object
}

/** The object as it is stored: another resource may hold it in another form. */
export function toStored({ storedAs }: ResourceDefinition, object: KubeObject): KubeObject {
  return storedAs?.toStored(object) ?? object
}

/** The text of an object as its version of the resource. */
export function objectText(definition: ResourceDefinition, stored: Stored): string {
  if (definition.storedAs !== undefined) return JSON.stringify(toObject(definition, stored))
  return stored.textAs(kindPrefix(apiVersionOf(definition), definition.kind))
}
