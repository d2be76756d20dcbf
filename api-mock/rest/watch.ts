import { storageKey } from '#api-mock/resources/definition.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { json } from '#api-mock/serve/exchange.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { readListOptions } from '#api-mock/serve/list-options.ts'
import { readVersionOfGet } from '#api-mock/serve/resource-version.ts'
import { readSelection } from '#api-mock/serve/selection.ts'
import { readReply } from './answer.ts'
import { WatchStream } from './watch-stream.ts'

/** GET with `watch=true`: a stream of events, one JSON text with a newline each. */
export function watch(context: Context): Answer {
  const { cluster, definition, info, query } = context
  const reply = readReply(context)
  const options = readListOptions(query, true)
  const selection = readSelection(definition, options)
  const version = readVersionOfGet(options.resourceVersion)
  const { store } = cluster
  const initial = options.sendInitialEvents ?? version === 0
  const after = initial || version === 0 ? Math.max(version, store.revision) : version
  const resource = storageKey(definition)
  const namespace = definition.namespaced ? info.namespace : undefined
  const present = initial ? store.collection(resource).list(namespace).filter(selection.matches) : []
  const follow = { resource, after, namespace, name: info.name ?? selection.name }
  const stream = new WatchStream({ context, reply, options, selection, follow })
  return {
    status: 200,
    headers: { 'content-type': json },
    body: stream.events(present, after),
  }
}
