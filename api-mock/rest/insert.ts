import { randomUUID } from 'node:crypto'
import { generateName } from '#kube/names.ts'
import { alreadyExists, badRequest } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { namespaceOf, subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { invalidObject } from '#api-mock/serve/errors.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { admitToNamespace } from './namespace-admission.ts'
import { causesOfCreate } from './validation.ts'

/** How often a name is generated anew when it is taken. */
const mostAttempts = 8

/** Puts a new object in; `fields` completes its managedFields once the object is in its final form. */
export function insert(
  context: Context,
  transaction: Transaction,
  given: KubeObject,
  fields: (object: KubeObject) => KubeObject,
): Stored {
  const { definition } = context
  const { strategy, group, kind } = definition
  const resource = storageKey(definition)
  const namespace = namespaceOf(context)
  admitToNamespace(context, transaction)
  if ((given.metadata.resourceVersion ?? '') !== '') {
    throw badRequest('resourceVersion should not be set on objects to be created')
  }
  const named = withName(context, transaction, withSystemFields(context, given))
  const prepared = strategy.prepareForCreate?.(named) ?? named
  const object = fields(withoutStatus(context, prepared))
  const { user } = context
  strategy.admit?.(object, undefined, { transaction, user, verb: 'create' })
  const causes = causesOfCreate(definition, object)
  const { name } = object.metadata
  if (causes.length > 0) throw invalidObject({ group, kind, name }, causes)
  if (transaction.get(resource, namespace, name) !== undefined) {
    throw alreadyExists(subjectOf(context, name))
  }
  return transaction.put(resource, namespace, name, object)
}

function withSystemFields({ cluster, definition, info }: Context, object: KubeObject): KubeObject {
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

function withName(context: Context, transaction: Transaction, object: KubeObject): KubeObject {
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
function withoutStatus({ definition }: Context, object: KubeObject): KubeObject {
  if (definition.custom === undefined || !definition.subresources.includes('status')) return object
  const { status: _status, ...rest } = object
  return rest
}
