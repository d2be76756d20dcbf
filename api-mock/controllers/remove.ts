import { parseStored } from '#api-mock/serve/numbers.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/** Deletes an object as a controller does: at once, or marked where finalizers hold it. True when it is gone. */
export function removeOrMark(
  transaction: Transaction,
  { resource, stored, now }: { resource: string; stored: Stored; now: string },
): boolean {
  const { namespace, name } = stored
  const body = parseStored(stored.text)
  if ((body.metadata.finalizers ?? []).length === 0) {
    transaction.remove(resource, namespace, name, body)
    return true
  }
  if (body.metadata.deletionTimestamp === undefined) {
    const metadata = { ...body.metadata, deletionTimestamp: now, deletionGracePeriodSeconds: 0 }
    transaction.put(resource, namespace, name, { ...body, metadata })
  }
  return false
}
