import { isObject } from '#kube/json.ts'
import { badRequest, notFound } from '#kube/status.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { serverSideApply } from '#api-mock/patch/apply.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { readYaml } from '#api-mock/serve/body.ts'
import { namespaceOf, subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { objectAnswer, readReply } from './answer.ts'
import { change } from './change.ts'
import { commit } from './commit.ts'
import { reportFields } from './field-validation.ts'
import { fieldOptions, trackingOf } from './fields.ts'
import { insert } from './insert.ts'
import { toType } from './decode.ts'
import { readMetadata } from './metadata.ts'
import { readWriteOptions } from './options.ts'
import type { WriteOptions } from './options.ts'
import { shape } from './shape.ts'
import { checkName } from './update.ts'

/** PATCH with `application/apply-patch+yaml`: what this manager wants, creating the object where it is not. */
export async function apply(context: Context): Promise<Answer> {
  const reply = readReply(context)
  const options = readWriteOptions(context, 'PatchOptions', true)
  const text = (await context.request.body()).toString('utf8')
  const applied = readApplied(context, text)
  const { stored, created } = await commit(context, options, (transaction) =>
    applyTo(context, transaction, { applied, options }),
  )
  return objectAnswer(context, stored, reply, created ? 201 : 200)
}

function readApplied(context: Context, text: string): KubeObject {
  const { definition } = context
  const value = readYaml(text, 'error decoding YAML: error converting YAML to JSON') ?? {}
  if (!isObject(value)) throw badRequest('error decoding YAML: the body is not an object')
  const { apiVersion = '', kind = '' } = value
  if (apiVersion !== apiVersionOf(definition) || kind !== definition.kind) {
    const shown = apiVersion === '' ? '/' : String(apiVersion)
    throw badRequest(`invalid object type: ${shown}, Kind=${String(kind)}`)
  }
  const { object, unknown } = readMetadata(definition, value)
  reportFields(context, { duplicates: [], unknown })
  checkName(context, object)
  if (object.metadata.managedFields !== undefined) {
    throw badRequest('metadata.managedFields must be nil')
  }
  return object
}

function applyTo(
  context: Context,
  transaction: Transaction,
  { applied, options }: { applied: KubeObject; options: WriteOptions },
): { stored: Stored; created: boolean } {
  const { definition, info } = context
  const live = transaction.get(storageKey(definition), namespaceOf(context), info.name ?? '')
  if (live === undefined && info.subresource !== undefined) throw notFound(subjectOf(context))
  const old = live === undefined ? undefined : toObject(definition, live)
  const merged = serverSideApply({
    ...fieldOptions(trackingOf(context)),
    live: old,
    applied,
    manager: options.manager,
    force: options.force,
    subject: subjectOf(context),
  })
  // As its Go type holds it: a quantity that was applied as a number is stored as a text.
  const { object: typed } = readMetadata(definition, toType(definition, merged).value)
  const { object: wanted } = shape(definition, typed)
  return live === undefined
    ? { stored: insert(context, transaction, withoutVersion(wanted)), created: true }
    : { stored: change(context, transaction, { live, wanted }), created: false }
}

/** An apply that creates may name a resourceVersion; it means nothing then. */
function withoutVersion(object: KubeObject): KubeObject {
  const { resourceVersion: _resourceVersion, ...metadata } = object.metadata
  return { ...object, metadata }
}
