import { isObject } from '#kube/json.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { toObject } from '#api-mock/serve/objects.ts'
import { objectAnswer, readReply } from './answer.ts'
import { commit } from './commit.ts'
import { decodeObject } from './decode.ts'
import { readWriteOptions } from './options.ts'
import { checkName, find } from './update.ts'

/** PUT of a namespace's `finalize`: only `spec.finalizers` is taken, and with the last one it goes. */
export async function finalize(context: Context): Promise<Answer> {
  const { definition } = context
  const reply = readReply(context)
  const options = readWriteOptions(context, 'UpdateOptions')
  const { object } = await decodeObject(context)
  checkName(context, object)
  const given = isObject(object.spec) ? object.spec : {}
  const finalizers = Array.isArray(given.finalizers) ? given.finalizers : []
  const stored = await commit(context, options, (transaction) => {
    const live = find(context, transaction)
    const old = toObject(definition, live)
    const spec = finalizers.length === 0 ? {} : { finalizers }
    const changed = { ...old, spec }
    const { deletionTimestamp, finalizers: others = [] } = old.metadata
    const done = deletionTimestamp !== undefined && finalizers.length === 0 && others.length === 0
    const resource = storageKey(definition)
    return done
      ? transaction.remove(resource, '', live.name, changed)
      : transaction.put(resource, '', live.name, changed)
  })
  return objectAnswer(context, stored, reply)
}
