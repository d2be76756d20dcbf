import { failure, notFound, StatusError } from '#kube/status.ts'
import { subjectOf } from '#api-mock/serve/context.ts'
import type { WriteContext } from '#api-mock/serve/context.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/** Nothing is created in a namespace that does not exist (404) or is going away (403). */
export function admitToNamespace(context: WriteContext, transaction: Transaction, objectName: string): void {
  const { definition, info } = context
  if (!definition.namespaced) return
  const name = info.namespace ?? ''
  const namespace = transaction.get('/namespaces', '', name)
  if (namespace === undefined) throw notFound({ group: '', plural: 'namespaces', name })
  if (namespace.metadata.deletionTimestamp === undefined) return
  throw terminating(context, name, objectName)
}

function terminating(context: WriteContext, namespace: string, name: string): StatusError {
  const { group, plural } = subjectOf(context)
  const what = `${plural}${group === '' ? '' : `.${group}`}${name === '' ? '' : ` "${name}"`}`
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`
  return new StatusError(
    failure(403, 'Forbidden', `${what} is forbidden: ${why}`, {
      ...(name === '' ? {} : { name }),
      ...(group === '' ? {} : { group }),
      kind: plural,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    }),
  )
}
