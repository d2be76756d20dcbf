import { methodNotAllowed, StatusError } from '#kube/status.ts'
import { customResourceDefinitions } from '#api-mock/builtin/crds.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { pageNotFound } from '#api-mock/serve/errors.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/**
 * Nothing is created of a kind whose CustomResourceDefinition is going (405) or has gone (404) since the
 * request came in: it would outlive the clean-up of the definition, and be there in the next of that name.
 */
export function admitToDefinition(
  { custom, group, plural }: ResourceDefinition,
  transaction: Transaction,
): void {
  if (custom === undefined) return
  const definition = transaction.get(storageKey(customResourceDefinitions), '', custom.definedBy)
  if (definition === undefined) throw pageNotFound()
  if (definition.metadata.deletionTimestamp === undefined) return
  const { status } = methodNotAllowed('create not allowed while custom resource definition is terminating')
  throw new StatusError({ ...status, details: { group, kind: plural } })
}
