import { methodNotAllowed, notFound } from '#kube/status.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { namespaceOf, subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import type { PodConnection } from '#api-mock/streaming/pods.ts'

/** Lets a client in to a running pod: `pods/exec`, `pods/attach` or `pods/portforward`. */
export function connect(to: (connection: PodConnection) => Answer): (context: Context) => Answer {
  return (context) => {
    const { cluster, definition, info, query, request } = context
    if (request.method !== 'GET' && request.method !== 'POST') throw methodNotAllowed()
    const stored = cluster.store.get(storageKey(definition), namespaceOf(context), info.name ?? '')
    if (stored === undefined) throw notFound(subjectOf(context))
    return to({
      pod: toObject(definition, stored),
      runtime: cluster.podRuntime,
      query,
      headers: request.headers,
      signal: request.signal,
    })
  }
}
