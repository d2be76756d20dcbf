import { conflict } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { encoded, objectAnswer, readReply } from './answer.ts'
import { commit } from './commit.ts'
import { readDeleteOptions } from './delete-options.ts'
import type { DeleteOptions } from './delete-options.ts'
import { beginDeletion } from './deletion.ts'
import type { Deletion } from './deletion.ts'
import { find } from './update.ts'

/** DELETE of one object: a Status when it is gone, else the object as it now is. */
export async function remove(context: Context): Promise<Answer> {
  const { definition } = context
  const reply = readReply(context)
  const options = await readDeleteOptions(context)
  const { gone, stored } = await commit(context, options, (transaction) =>
    removeObject(context, transaction, { live: find(context, transaction), options }),
  )
  if (!gone || answeredWhole.has(storageKey(definition))) return objectAnswer(context, stored, reply)
  return encoded(JSON.stringify(successOf(definition, stored)), reply)
}

/** Kinds whose deletion is answered with what was deleted. */
const answeredWhole = new Set([
  '/persistentvolumeclaims',
  '/persistentvolumes',
  '/pods',
  '/podtemplates',
  '/resourcequotas',
  '/serviceaccounts',
  '/services',
  'resource.k8s.io/deviceclasses',
  'resource.k8s.io/resourceclaims',
  'resource.k8s.io/resourceclaimtemplates',
  'resource.k8s.io/resourceslices',
  'storage.k8s.io/csidrivers',
  'storage.k8s.io/csinodes',
  'storage.k8s.io/storageclasses',
  'storage.k8s.io/volumeattachments',
  'storage.k8s.io/volumeattributesclasses',
])

function successOf({ group, plural }: ResourceDefinition, { name, metadata }: Stored): unknown {
  const details = { name, ...(group === '' ? {} : { group }), kind: plural, uid: metadata.uid }
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details }
}

export function removeObject(
  context: Context,
  transaction: Transaction,
  { live, options }: { live: Stored; options: DeleteOptions },
): Deletion {
  const { definition, cluster, user } = context
  const { strategy } = definition
  const object = toObject(definition, live)
  checkPreconditions(context, live, options)
  strategy.admit?.(object, object, { transaction, user, verb: 'delete' })
  const asked = withFinalizers(object, options)
  const { gracePeriodSeconds } = options
  const now = cluster.timestamp()
  return beginDeletion(transaction, definition, { live, object, asked, gracePeriodSeconds, now })
}

function checkPreconditions(context: Context, live: Stored, { uid, resourceVersion }: DeleteOptions): void {
  const { definition } = context
  const { metadata, revision } = live
  if (definition.strategy.beginDeletion !== undefined) {
    checkOwn(context, live, { uid, resourceVersion })
    return
  }
  const subject = { ...subjectOf(context, live.name), plural: definition.kind }
  if (uid !== undefined && uid !== metadata.uid) {
    throw conflict(
      subject,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid ?? ''}). The object might have been deleted and then recreated`,
    )
  }
  if (resourceVersion !== undefined && resourceVersion !== String(revision)) {
    throw conflict(
      subject,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${revision}). The object might have been modified`,
    )
  }
}

/** Kinds with a deletion of their own word it otherwise. */
function checkOwn(
  context: Context,
  live: Stored,
  { uid, resourceVersion }: Pick<DeleteOptions, 'uid' | 'resourceVersion'>,
): void {
  const subject = subjectOf(context, live.name)
  const own = live.metadata.uid ?? ''
  const fail = (what: string, asked: string, found: string): never => {
    throw conflict(
      subject,
      `Precondition failed: ${what} in precondition: ${asked}, ${what} in object meta: ${found}`,
    )
  }
  if (uid !== undefined && uid !== own) fail('UID', uid, own)
  if (resourceVersion !== undefined && resourceVersion !== String(live.revision)) {
    fail('ResourceVersion', resourceVersion, String(live.revision))
  }
}

/** The garbage collector knows by these finalizers what to do with the dependents. */
function withFinalizers(object: KubeObject, { propagationPolicy }: DeleteOptions): KubeObject {
  const { metadata } = object
  if (metadata.deletionTimestamp !== undefined || propagationPolicy === undefined) return object
  const others = (metadata.finalizers ?? []).filter(
    (each) => each !== 'orphan' && each !== 'foregroundDeletion',
  )
  const mine = { Orphan: ['orphan'], Foreground: ['foregroundDeletion'], Background: [] }[propagationPolicy]
  const finalizers = [...others, ...mine]
  const { finalizers: _finalizers, ...rest } = metadata
  return { ...object, metadata: { ...rest, ...(finalizers.length === 0 ? {} : { finalizers }) } }
}
