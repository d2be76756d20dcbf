import { forbidden } from '#kube/status.ts'
import type { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import type { JsonObject } from '#kube/json.ts'
import { subjectOf } from '#api-mock/serve/context.ts'
import type { WriteContext } from '#api-mock/serve/context.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/** What an admission plugin is asked about, with the state that the object would be added to. */
export interface Admitting {
  context: WriteContext
  transaction: Transaction
}

/**
 * An admission plugin, as a real API server has them compiled in: `mutate` completes a new object before it is
 * validated, `validate` refuses one after that. Both throw StatusError 403.
 */
export interface Plugin {
  mutate?(admitting: Admitting, object: KubeObject): KubeObject
  validate?(admitting: Admitting, object: KubeObject, live: KubeObject | undefined): void
}

/** 403 in the words of admission: an object without a name yet is called by what its name begins with. */
export function refused({ context }: Admitting, { metadata }: KubeObject, why: string): StatusError {
  const name = metadata.name === '' ? (metadata.generateName ?? '') : metadata.name
  return forbidden({ ...subjectOf(context), name }, why)
}

export function isPod({ context }: Admitting): boolean {
  const { group, plural } = context.definition
  return group === '' && plural === 'pods' && context.info.subresource === undefined
}

export function specOf(object: KubeObject): JsonObject {
  return fieldsOf(object.spec)
}
