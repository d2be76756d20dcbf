import { badRequest } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { json } from '#api-mock/serve/exchange.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { objectAnswer, readReply } from './answer.ts'
import { commit } from './commit.ts'
import { decodeObject } from './decode.ts'
import { reportFields } from './field-validation.ts'
import { trackFields, tracking } from './fields.ts'
import { insert } from './insert.ts'
import { readWriteOptions } from './options.ts'
import { shape } from './shape.ts'

/** POST to a collection. A kind that is only reviewed is answered and not stored. */
export async function create(context: Context): Promise<Answer> {
  const { definition, info, user } = context
  const reply = readReply(context)
  const options = readWriteOptions(context, 'CreateOptions')
  const { object: decoded, problems } = await decodeObject(context)
  const { object, unknown } = shape(definition, decoded)
  reportFields(context, { ...problems, unknown: [...problems.unknown, ...unknown] })
  checkNamespace(context, object)
  if (definition.review !== undefined) {
    const reviewed = definition.review(object, { user, namespace: info.namespace })
    return { status: 201, headers: { 'content-type': json }, body: JSON.stringify(reviewed) }
  }
  const { manager } = options
  const stored = await commit(context, options, (transaction) =>
    insert(context, transaction, object, (final) =>
      trackFields(tracking(context), { object: final, live: undefined, manager }),
    ),
  )
  return objectAnswer(context, stored, reply, 201)
}

/** The body may leave out its namespace, but not name another one. */
export function checkNamespace({ definition, info }: Context, { metadata }: KubeObject): void {
  const expected = definition.namespaced ? (info.namespace ?? '') : ''
  const given = metadata.namespace ?? ''
  if (given === '' || given === expected) return
  throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`)
}
