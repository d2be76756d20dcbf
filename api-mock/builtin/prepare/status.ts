import type { KubeObject } from '#kube/types.ts'
import type { Strategy } from '#api-mock/resources/definition.ts'
import { defaults } from '#api-mock/builtin/defaults/all.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'

export type Prepare = Pick<Strategy, 'prepareForCreate' | 'prepareForUpdate'>

export type PrepareForUpdate = NonNullable<Strategy['prepareForUpdate']>

/** A new object has the status that its kind begins with, whatever its author says. */
export function withFirstStatus(resource: string, object: KubeObject): KubeObject {
  const { apiVersion, kind } = object
  const bare = defaults[resource]?.({ apiVersion, kind, metadata: { name: '' } })
  return { ...object, status: fieldsOf(bare?.status) }
}

export function firstStatus(resource: string): Prepare {
  return { prepareForCreate: (object) => withFirstStatus(resource, object) }
}

/** Of a kind's metadata, those who write its status through the subresource change nothing but managedFields. */
export const keepMetadata: PrepareForUpdate = (object, live, subresource) =>
  subresource === 'status' ? { ...object, metadata: metadataOf(object, live) } : object

export function metadataOf(
  { metadata: { managedFields } }: KubeObject,
  live: KubeObject,
): KubeObject['metadata'] {
  return { ...live.metadata, ...(managedFields === undefined ? {} : { managedFields }) }
}
