import { ServiceAccountMissing } from '#api-mock/admission/service-account.ts'
import { badRequest } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { encoded, objectAnswer, readReply } from './answer.ts'
import { commit } from './commit.ts'
import { decodeObject } from './decode.ts'
import { reportFields } from './field-validation.ts'
import { trackFields, trackingOf } from './fields.ts'
import { insert } from './insert.ts'
import { readWriteOptions } from './options.ts'
import { shape } from './shape.ts'

/** POST to a collection. A kind that is only reviewed is answered and not stored. */
export async function create(context: Context): Promise<Answer> {
  const { cluster, definition, info, user } = context
  const reply = readReply(context)
  const options = readWriteOptions(context, 'CreateOptions')
  const { object: decoded, problems } = await decodeObject(context)
  const { object, unknown } = shape(definition, decoded)
  reportFields(context, { ...problems, unknown: [...problems.unknown, ...unknown] })
  checkNamespace(context, object)
  const { manager } = options
  const tracked = trackFields(trackingOf(context), { object, live: undefined, manager })
  if (definition.review !== undefined) {
    const { userOf } = cluster
    const asked = { user, namespace: info.namespace, now: cluster.timestamp(), userOf }
    return encoded(JSON.stringify(definition.review(tracked, asked)), reply, 201)
  }
  const stored = await patiently(() =>
    commit(context, options, (transaction) => insert(context, transaction, tracked)),
  )
  return objectAnswer(context, stored, reply, 201)
}

/** How long a pod waits for the account of its namespace, which comes a moment after that, as with a real server. */
const patience = { tries: 10, milliseconds: 50 }

async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof ServiceAccountMissing) || tries === patience.tries) throw error
      await new Promise((resolve) => setTimeout(resolve, patience.milliseconds))
    }
  }
}

/** The body may leave out its namespace, but not name another one; without a scope it means nothing. */
export function checkNamespace({ definition, info }: Context, { metadata }: KubeObject): void {
  if (!definition.namespaced) return
  const expected = info.namespace ?? ''
  const given = metadata.namespace ?? ''
  if (given === '' || given === expected) return
  throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`)
}
