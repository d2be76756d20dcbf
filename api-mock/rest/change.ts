import { sameJson } from '#kube/json.ts'
import { conflict, invalid, unexplained } from '#kube/status.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import { admit } from '#api-mock/admission/all.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject, toStored } from '#api-mock/resources/objects.ts'
import { namespaceOf, subjectOf } from '#api-mock/serve/context.ts'
import type { WriteContext } from '#api-mock/serve/context.ts'
import { isVersion } from '#api-mock/serve/resource-version.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { isFinished } from './deletion.ts'
import { causesOfUpdate, typeOf, warnOfFinalizers } from './validation.ts'

export interface ChangeParts {
  live: Stored
  /** The object as the client wants it, in the form of its kind and with complete managedFields. */
  wanted: KubeObject
}

/**
 * Replaces an object, with what may not change taken from the stored one. A change of nothing is no
 * revision, and an object whose last finalizer goes while it is being deleted goes too.
 */
export function change(
  context: WriteContext,
  transaction: Transaction,
  { live, wanted }: ChangeParts,
): Stored {
  const { definition, info, user } = context
  const { strategy } = definition
  const resource = storageKey(definition)
  const namespace = namespaceOf(context)
  const old = toObject(definition, live)
  checkVersion(context, wanted, live)
  const prepared = withGeneration(definition, prepare(context, wanted, old), old)
  const asked = { transaction, user, verb: 'update' } as const
  const object = strategy.allocate?.(prepared, old, asked) ?? prepared
  strategy.admit?.(object, old, asked)
  const causes = causesOfUpdate(definition, object, old, info.subresource)
  if (causes.length > 0) {
    throw invalid(typeOf(object), causes)
  }
  admit({ context, transaction }, object, old)
  warnOfFinalizers(context, object, old)
  context.warnings.push(...(strategy.warnings?.(object) ?? []))
  if (isFinished(definition, object)) {
    // Watchers are told the state before; the client, the state in which the object may go.
    transaction.remove(resource, namespace, live.name, toStored(definition, old))
    return live.with(toStored(definition, object))
  }
  if (sameButFieldTimes(object, old)) return live
  return transaction.put(resource, namespace, live.name, toStored(definition, object))
}

/** Optimistic concurrency: a resourceVersion must be the stored one; custom resources must give one. */
function checkVersion(context: WriteContext, { metadata }: KubeObject, live: Stored): void {
  const { definition } = context
  const given = metadata.resourceVersion ?? ''
  if (given !== '' && !isVersion(given)) {
    throw unexplained(`strconv.ParseUint: parsing ${JSON.stringify(given)}: invalid syntax`)
  }
  if (given === '' || given === '0') {
    if (definition.custom === undefined) return
    const { group, plural } = definition
    const message = 'Invalid value: 0: must be specified for an update'
    const causes = [{ reason: 'FieldValueInvalid', message, field: 'metadata.resourceVersion' }]
    throw invalid({ group, kind: plural, name: live.name }, causes)
  }
  if (Number(given) !== live.revision) {
    throw conflict(
      subjectOf(context),
      'the object has been modified; please apply your changes to the latest version and try again',
    )
  }
}

/** What a client cannot change is taken from the stored object, as `BeforeUpdate` does it. */
function prepare(context: WriteContext, wanted: KubeObject, old: KubeObject): KubeObject {
  const { definition, info } = context
  const { strategy } = definition
  const { metadata } = old
  const { generation: _generation, namespace: _namespace, ...given } = wanted.metadata
  const merged: KubeObject = {
    ...wanted,
    metadata: {
      ...given,
      ...pick(metadata, 'namespace'),
      resourceVersion: metadata.resourceVersion ?? '',
      uid: given.uid ?? metadata.uid ?? '',
      creationTimestamp: metadata.creationTimestamp ?? null,
      ...pick(metadata, 'generation'),
      ...pick(metadata, 'deletionTimestamp'),
      ...(given.deletionGracePeriodSeconds === undefined ? pick(metadata, 'deletionGracePeriodSeconds') : {}),
    },
  }
  const parted = withOtherPart(merged, old, definition, info.subresource)
  return strategy.prepareForUpdate?.(parted, old, info.subresource) ?? parted
}

function pick(metadata: ObjectMeta, key: keyof ObjectMeta): Partial<ObjectMeta> {
  return metadata[key] === undefined ? {} : { [key]: metadata[key] }
}

/** A subresource changes its part only, and the main resource all but that part. */
function withOtherPart(
  object: KubeObject,
  old: KubeObject,
  { custom, subresources }: WriteContext['definition'],
  subresource: string | undefined,
): KubeObject {
  if (subresource === 'status') {
    const { status: _status, ...rest } = old
    const metadata = custom === undefined ? object.metadata : { ...old.metadata }
    if (object.metadata.managedFields !== undefined) metadata.managedFields = object.metadata.managedFields
    return { ...rest, metadata, ...('status' in object ? { status: object.status } : {}) }
  }
  // An approval is a part of the status, which its kind picks out.
  if (!subresources.has('status') || subresource === 'approval') return object
  const { status: _status, ...rest } = object
  return 'status' in old ? { ...rest, status: old.status } : rest
}

/** Counts the changes that a controller has to look at: those outside of metadata and status. */
export function withGeneration(
  definition: ResourceDefinition,
  object: KubeObject,
  old: KubeObject,
): KubeObject {
  if (!definition.generation || sameJson(relevant(object, definition), relevant(old, definition)))
    return object
  return { ...object, metadata: { ...object.metadata, generation: (old.metadata.generation ?? 0) + 1 } }
}

function relevant(object: KubeObject, { subresources }: ResourceDefinition): unknown {
  const { metadata: _metadata, apiVersion: _apiVersion, kind: _kind, ...rest } = object
  if (!subresources.has('status')) return rest
  const { status: _status, ...spec } = rest
  return spec
}

/** Equal but for the times at which managers set fields: those alone are no change. */
function sameButFieldTimes(object: KubeObject, old: KubeObject): boolean {
  return sameJson(withoutFieldTimes(object), withoutFieldTimes(old))
}

function withoutFieldTimes({ metadata, ...rest }: KubeObject): unknown {
  const managedFields = metadata.managedFields?.map(({ time: _time, ...entry }) => entry)
  return { ...rest, metadata: { ...metadata, managedFields: managedFields ?? [] } }
}
