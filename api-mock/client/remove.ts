import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { beginDeletion } from '#api-mock/rest/deletion.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/** Deletes an object as a controller does: at once, or marked where something holds it. True when it is gone. */
export function removeOrMark(
  transaction: Transaction,
  {
    definition,
    stored,
    now,
    gracePeriodSeconds,
  }: { definition: ResourceDefinition; stored: Stored; now: string; gracePeriodSeconds?: number | undefined },
): boolean {
  const object = toObject(definition, stored)
  return beginDeletion(transaction, definition, { live: stored, object, gracePeriodSeconds, now }).gone
}
