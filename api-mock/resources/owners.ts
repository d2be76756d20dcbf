import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject, ObjectMeta, OwnerReference } from '#kube/types.ts'
import type { ResourceDefinition } from './definition.ts'

/** The reference to the one owner that manages an object. */
export function controllerOf({
  ownerReferences = [],
}: Pick<ObjectMeta, 'ownerReferences'>): OwnerReference | undefined {
  return ownerReferences.find(({ controller }) => controller === true)
}

/** The reference by which an owner manages what it makes. */
export function controllerReference(
  definition: ResourceDefinition,
  { metadata }: KubeObject,
): OwnerReference {
  return {
    apiVersion: apiVersionOf(definition),
    kind: definition.kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  }
}

/** The object as one that this owner manages; the same where another one does already. */
export function adopted(object: KubeObject, owner: OwnerReference): KubeObject {
  const { metadata } = object
  if (controllerOf(metadata) !== undefined || metadata.deletionTimestamp !== undefined) return object
  const others = (metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.uid)
  return { ...object, metadata: { ...metadata, ownerReferences: [...others, owner] } }
}

/** The object without the reference to an owner. */
export function released(object: KubeObject, ownerUid: string): KubeObject {
  const { ownerReferences = [], ...metadata } = object.metadata
  const left = ownerReferences.filter(({ uid }) => uid !== ownerUid)
  if (left.length === ownerReferences.length) return object
  return { ...object, metadata: { ...metadata, ...(left.length === 0 ? {} : { ownerReferences: left }) } }
}
