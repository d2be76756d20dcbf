import { randomUUID } from 'node:crypto'
import { generateName } from '#kube/names.ts'
import { alreadyExists, invalid, StatusError, unexplained } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { admit, mutate } from '#api-mock/admission/all.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toStored } from '#api-mock/resources/objects.ts'
import { namespaceOf, subjectOf } from '#api-mock/serve/context.ts'
import type { WriteContext } from '#api-mock/serve/context.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { admitToDefinition } from './definition-admission.ts'
import { admitToNamespace } from './namespace-admission.ts'
import { causesOfCreate, typeOf, warnOfFinalizers } from './validation.ts'

/** How often a name is generated anew when it is taken. */
const mostAttempts = 8

/** Puts a new object in, whose managedFields are complete already. */
export function insert(context: WriteContext, transaction: Transaction, given: KubeObject): Stored {
  const { definition } = context
  const { strategy } = definition
  const resource = storageKey(definition)
  const namespace = namespaceOf(context)
  admitToDefinition(definition, transaction)
  admitToNamespace(context, transaction, given.metadata.name)
  if ((given.metadata.resourceVersion ?? '') !== '') {
    throw unexplained('resourceVersion should not be set on objects to be created')
  }
  const admitting = { context, transaction }
  const completed = mutate(admitting, withSystemFields(context, given))
  const named = withName(context, transaction, completed)
  const prepared = strategy.prepareForCreate?.(named) ?? named
  const { user } = context
  const asked = { transaction, user, verb: 'create' } as const
  const parted = withoutStatus(context, prepared)
  const object = strategy.allocate?.(parted, undefined, asked) ?? parted
  strategy.admit?.(object, undefined, asked)
  const causes = causesOfCreate(definition, object)
  const { name } = object.metadata
  if (causes.length > 0) throw invalid(typeOf(object), causes)
  admit(admitting, object, undefined)
  warnOfFinalizers(context, object)
  context.warnings.push(...(strategy.warnings?.(object) ?? []))
  const existing = transaction.get(resource, namespace, name)
  if (existing !== undefined) {
    throw taken(alreadyExists(subjectOf(context, name)), existing)
  }
  return transaction.put(resource, namespace, name, toStored(definition, object))
}

function withSystemFields({ cluster, definition, info }: WriteContext, object: KubeObject): KubeObject {
  const {
    deletionTimestamp: _deletionTimestamp,
    deletionGracePeriodSeconds: _grace,
    generation: _generation,
    namespace: _namespace,
    ...kept
  } = object.metadata
  return {
    ...object,
    metadata: {
      ...kept,
      ...(definition.namespaced ? { namespace: info.namespace ?? '' } : {}),
      uid: randomUUID(),
      creationTimestamp: cluster.timestamp(),
      ...(definition.generation ? { generation: 1 } : {}),
    },
  }
}

function withName(context: WriteContext, transaction: Transaction, object: KubeObject): KubeObject {
  const { metadata } = object
  const base = metadata.generateName ?? ''
  if (metadata.name !== '' || base === '') return object
  const resource = storageKey(context.definition)
  let name = generateName(base)
  for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
    if (transaction.get(resource, namespaceOf(context), name) === undefined) break
    name = generateName(base)
  }
  return { ...object, metadata: { ...metadata, name } }
}

/** A status is written through its subresource only; kinds that are compiled in see to it themselves. */
function withoutStatus({ definition }: WriteContext, object: KubeObject): KubeObject {
  if (definition.custom === undefined || !definition.subresources.has('status')) return object
  const { status: _status, ...rest } = object
  return rest
}

function taken(error: StatusError, { metadata }: Stored): StatusError {
  if (metadata.deletionTimestamp === undefined) return error
  return new StatusError({ ...error.status, message: `object is being deleted: ${error.message}` })
}
