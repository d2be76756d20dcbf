import { badRequest, conflict, notFound } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { namespaceOf, subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { objectAnswer, readReply } from './answer.ts'
import { change } from './change.ts'
import { commit } from './commit.ts'
import { checkNamespace } from './create.ts'
import { decodeObject } from './decode.ts'
import { reportFields } from './field-validation.ts'
import { trackFields, trackingOf } from './fields.ts'
import { readWriteOptions } from './options.ts'
import { shape } from './shape.ts'

/** PUT of an object or of its status. */
export async function update(context: Context): Promise<Answer> {
  const { definition } = context
  const reply = readReply(context)
  const options = readWriteOptions(context, 'UpdateOptions')
  const { object: decoded, problems } = await decodeObject(context)
  const { object: wanted, unknown } = shape(definition, decoded)
  reportFields(context, { ...problems, unknown: [...problems.unknown, ...unknown] })
  checkName(context, wanted)
  checkNamespace(context, wanted)
  const { manager } = options
  const stored = await commit(context, options, (transaction) => {
    const live = find(context, transaction)
    checkUid(context, wanted, live)
    const before = toObject(definition, live)
    const tracked = trackFields(trackingOf(context), { object: wanted, live: before, manager })
    return change(context, transaction, { live, wanted: tracked })
  })
  return objectAnswer(context, stored, reply)
}

export function find(context: Context, transaction: Transaction): Stored {
  const { definition, info } = context
  const live = transaction.get(storageKey(definition), namespaceOf(context), info.name ?? '')
  if (live === undefined) throw notFound(subjectOf(context))
  return live
}

/** The name in the body must be there and be the name in the path. */
export function checkName({ info }: Context, { metadata }: KubeObject): void {
  const { name = '' } = info
  if (metadata.name === '') {
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    )
  }
  if (metadata.name !== name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`)
  }
}

/** A uid in the body of a PUT is a precondition, which the storage of a real server checks. */
function checkUid(context: Context, { metadata }: KubeObject, live: Stored): void {
  const given = metadata.uid ?? ''
  if (given === '' || given === live.metadata.uid) return
  const { group, plural } = context.definition
  const path = live.namespace === '' ? live.name : live.path
  const key = `/registry/${group === '' ? '' : `${group}/`}${plural}/${path}`
  const why = `Precondition failed: UID in precondition: ${given}, UID in object meta: ${live.metadata.uid ?? ''}`
  throw conflict(
    subjectOf(context),
    `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`,
  )
}
