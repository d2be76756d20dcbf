import { sameJson } from '#kube/json.ts'
import { readTime, writeTime } from '#kube/time.ts'
import type { KubeObject } from '#kube/types.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toStored } from '#api-mock/resources/objects.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/** What became of an object that was to be deleted: gone, or still there until nothing holds it any more. */
export interface Deletion {
  gone: boolean
  stored: Stored
}

/** What is deleted, and how. */
export interface DeletionParts {
  live: Stored
  /** The stored one. */
  object: KubeObject
  /** The object with the finalizers that the deletion adds. */
  asked?: KubeObject
  gracePeriodSeconds?: number | undefined
  now: string
}

/** Deletes an object, or marks it where its finalizers, its grace or its kind hold it. */
export function beginDeletion(
  transaction: Transaction,
  definition: ResourceDefinition,
  { live, object, asked = object, gracePeriodSeconds, now }: DeletionParts,
): Deletion {
  const { strategy } = definition
  const resource = storageKey(definition)
  const held =
    strategy.beginDeletion === undefined
      ? mark(definition, asked, now, gracePeriodSeconds)
      : strategy.beginDeletion(asked, now)
  if (held === undefined) {
    return { gone: true, stored: finish(transaction, definition, live, object, now) }
  }
  if (sameJson(held, object)) return { gone: false, stored: live }
  return {
    gone: false,
    stored: transaction.put(resource, live.namespace, live.name, toStored(definition, held)),
  }
}

/** Finalizers and grace keep the object, which tells by its deletionTimestamp that it is to go. */
function mark(
  { generation, strategy }: ResourceDefinition,
  object: KubeObject,
  now: string,
  asked: number | undefined,
): KubeObject | undefined {
  const { metadata } = object
  const grace = strategy.graceOf?.(object, asked) ?? 0
  const { deletionTimestamp, deletionGracePeriodSeconds: left = 0 } = metadata
  if (grace === 0 && (metadata.finalizers ?? []).length === 0) return undefined
  if (deletionTimestamp !== undefined) return grace < left ? hurried(object, left - grace) : object
  return {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: later(now, grace),
      deletionGracePeriodSeconds: grace,
      ...(generation ? { generation: (metadata.generation ?? 0) + 1 } : {}),
    },
  }
}

/** Where a kind has a grace, the end of it is a state of its own, which watchers are told before the deletion. */
function finish(
  transaction: Transaction,
  definition: ResourceDefinition,
  { namespace, name }: Stored,
  object: KubeObject,
  now: string,
): Stored {
  const resource = storageKey(definition)
  const graceful = definition.strategy.graceOf !== undefined
  const last = toStored(definition, graceful ? ended(definition, object, now) : object)
  const ending = graceful ? transaction.put(resource, namespace, name, last) : undefined
  const removed = transaction.remove(resource, namespace, name, last)
  return ending ?? removed
}

function ended({ generation }: ResourceDefinition, object: KubeObject, now: string): KubeObject {
  const { metadata } = object
  const begun = metadata.deletionTimestamp !== undefined
  return {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: metadata.deletionTimestamp ?? now,
      deletionGracePeriodSeconds: 0,
      ...(generation && !begun ? { generation: (metadata.generation ?? 0) + 1 } : {}),
    },
  }
}

/** A second deletion can shorten the grace, never lengthen it. */
function hurried(object: KubeObject, seconds: number): KubeObject {
  const { metadata } = object
  const { deletionTimestamp = '', deletionGracePeriodSeconds: left = 0 } = metadata
  return {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: later(deletionTimestamp, -seconds),
      deletionGracePeriodSeconds: left - seconds,
    },
  }
}

/** RFC 3339 has no later time; a grace period may be longer than Date can count. */
const latest = Date.parse('9999-12-31T23:59:59Z')

function later(time: string, seconds: number): string {
  if (seconds === 0) return time
  return writeTime(Math.min(latest, readTime(time) + seconds * 1000))
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
