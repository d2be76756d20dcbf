import type { KubeObject } from '#kube/types.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/** What became of an object that was to be deleted: gone, or still there until nothing holds it any more. */
export interface Deletion {
  gone: boolean
  stored: Stored
}

/**
 * Deletes an object, or marks it where its finalizers or its kind hold it. `object` is the stored one;
 * `asked` is it with the finalizers that the deletion adds.
 */
export function beginDeletion(
  transaction: Transaction,
  definition: ResourceDefinition,
  {
    live,
    object,
    asked = object,
    now,
  }: { live: Stored; object: KubeObject; asked?: KubeObject; now: string },
): Deletion {
  const { strategy } = definition
  const resource = storageKey(definition)
  const held =
    strategy.beginDeletion === undefined ? mark(definition, asked, now) : strategy.beginDeletion(asked, now)
  if (held === undefined) {
    return { gone: true, stored: transaction.remove(resource, live.namespace, live.name, object) }
  }
  if (object.metadata.deletionTimestamp !== undefined) return { gone: false, stored: live }
  return { gone: false, stored: transaction.put(resource, live.namespace, live.name, held) }
}

/** Finalizers keep the object, which tells by its deletionTimestamp that it is to go. */
function mark({ generation }: ResourceDefinition, object: KubeObject, now: string): KubeObject | undefined {
  const { metadata } = object
  if ((metadata.finalizers ?? []).length === 0) return undefined
  return {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: now,
      deletionGracePeriodSeconds: 0,
      ...(generation ? { generation: (metadata.generation ?? 0) + 1 } : {}),
    },
  }
}

/** Whether nothing holds an object any more that is being deleted: whoever writes it so, removes it. */
export function isFinished({ strategy }: ResourceDefinition, object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [] } = object.metadata
  return (
    deletionTimestamp !== undefined &&
    deletionGracePeriodSeconds === 0 &&
    finalizers.length === 0 &&
    strategy.isHeldBack?.(object) !== true
  )
}
