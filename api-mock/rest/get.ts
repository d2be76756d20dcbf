import { notFound } from '#kube/status.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { namespaceOf, subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { mustExist, readVersionOfGet } from '#api-mock/serve/resource-version.ts'
import { objectAnswer, readReply } from './answer.ts'

/** GET of one object; also of its `status`, which is the whole object. */
export function get(context: Context): Answer {
  const { cluster, definition, info, query } = context
  const reply = readReply(context)
  mustExist(readVersionOfGet(query.get('resourceVersion') ?? ''), cluster.store.revision)
  const { name = '' } = info
  const namespace = namespaceOf(context)
  const stored =
    definition.computed === undefined
      ? cluster.store.get(storageKey(definition), namespace, name)
      : definition.computed.get(namespace, name)
  if (stored === undefined) throw notFound(subjectOf(context))
  return objectAnswer(context, stored, reply)
}
