import { storageKey } from '#api-mock/resources/definition.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { readListOptions } from '#api-mock/serve/list-options.ts'
import { presentList } from '#api-mock/serve/present.ts'
import { readSelection } from '#api-mock/serve/selection.ts'
import { encoded, readReply } from './answer.ts'
import { commit } from './commit.ts'
import { removeObject } from './delete.ts'
import { readDeleteOptions } from './delete-options.ts'

/** DELETE of a collection: everything that the selectors choose, answered with the list of it. */
export async function removeCollection(context: Context): Promise<Answer> {
  const { cluster, definition, info, query } = context
  const reply = readReply(context)
  const selection = readSelection(definition, readListOptions(query, false))
  const options = await readDeleteOptions(context)
  const namespace = definition.namespaced ? info.namespace : undefined
  const listed = String(cluster.store.revision)
  const deletions = await commit(context, options, (transaction) =>
    transaction
      .list(storageKey(definition), namespace)
      .filter(selection.matches)
      .map((live) => ({ live, ...removeObject(context, transaction, { live, options }) })),
  )
  // What is gone is shown as it was.
  const items = deletions.map(({ gone, live, stored }) => (gone ? live : stored))
  const metadata = { resourceVersion: listed }
  const now = cluster.clock().getTime()
  return encoded(presentList(definition, items, { format: reply, metadata, now }), reply)
}
