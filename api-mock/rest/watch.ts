import { StatusError } from '#kube/status.ts'
import { apiVersionOf } from '#kube/types.ts'
import { initialEventsEnd } from '#kube/watch.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { encode, Stored } from '#api-mock/store/stored.ts'
import type { Watcher } from '#api-mock/store/watcher.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { json } from '#api-mock/serve/exchange.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { readListOptions } from '#api-mock/serve/list-options.ts'
import type { ListOptions } from '#api-mock/serve/list-options.ts'
import { parseStored } from '#api-mock/serve/numbers.ts'
import { presentObject, presentTable } from '#api-mock/serve/present.ts'
import { mustExist, readVersion } from '#api-mock/serve/resource-version.ts'
import { readSelection } from '#api-mock/serve/selection.ts'
import type { Selection } from '#api-mock/serve/selection.ts'
import type { Change } from '#api-mock/store/log.ts'
import { readReply } from './answer.ts'
import type { Reply } from './answer.ts'

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED'

/** Bookmarks come about once a minute, spread so that clients of one restart do not stay in step. */
const bookmarkEvery = 55_000
const bookmarkSpread = 10_000
/** How long a watch lives when the client names no time: 30 to 60 minutes, as kube-apiserver has it. */
const leastLife = 1_800_000

/** GET with `watch=true`: a stream of events, one JSON text with a newline each. */
export function watch(context: Context): Answer {
  const { cluster, definition, info, query } = context
  const reply = readReply(context)
  const options = readListOptions(query, true)
  const selection = readSelection(definition, options)
  const version = readVersion(options.resourceVersion)
  const { store } = cluster
  mustExist(version, store.revision)
  const initial = options.sendInitialEvents ?? version === 0
  const after = initial || version === 0 ? store.revision : version
  const resource = storageKey(definition)
  const namespace = definition.namespaced ? info.namespace : undefined
  const present = initial ? store.collection(resource).list(namespace).filter(selection.matches) : []
  const watcher = store.watch({ resource, after, namespace, name: info.name ?? selection.name })
  const stream = new WatchStream({ context, reply, options, selection, watcher })
  return {
    status: 200,
    headers: { 'content-type': json },
    body: stream.events(present, after),
  }
}

interface WatchParts {
  context: Context
  reply: Reply
  options: ListOptions
  selection: Selection
  watcher: Watcher
}

class WatchStream {
  readonly #parts: WatchParts
  #sentColumns = false

  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  async *events(present: readonly Stored[], revision: number): AsyncGenerator<string> {
    const { context, options, watcher } = this.#parts
    const { signal } = context.request
    const close = (): void => watcher.close()
    signal.addEventListener('abort', close, { once: true })
    const life = (options.timeoutSeconds ?? 0) * 1000 || leastLife * (1 + Math.random())
    const end = setTimeout(close, life)
    const bookmarks = setInterval(() => watcher.interrupt(), bookmarkEvery + Math.random() * bookmarkSpread)
    const cut = context.cluster.faults?.cutsWatch(close)
    try {
      for (const stored of present) yield this.#event('ADDED', stored)
      if (options.sendInitialEvents === true && options.allowWatchBookmarks) {
        yield this.#bookmark(revision, { [initialEventsEnd]: 'true' })
      }
      yield* this.#live()
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      yield `{"type":"ERROR","object":${JSON.stringify(error.status)}}\n`
    } finally {
      clearTimeout(end)
      clearInterval(bookmarks)
      cut?.()
      signal.removeEventListener('abort', close)
      watcher.close()
    }
  }

  async *#live(): AsyncGenerator<string> {
    const { context, options, watcher } = this.#parts
    while (!watcher.closed && !context.request.signal.aborted) {
      const changes = await watcher.next()
      for (const change of changes) {
        const event = this.#eventOf(change)
        if (event !== undefined) yield event
      }
      if (changes.length === 0 && !watcher.closed && options.allowWatchBookmarks) {
        yield this.#bookmark(watcher.revision)
      }
    }
  }

  /** With a selector, an object that begins to match is ADDED, and one that ends to is DELETED. */
  #eventOf({ deleted, current, previous, revision }: Change): string | undefined {
    const { selection } = this.#parts
    const was = previous !== undefined && selection.matches(previous)
    const is = !deleted && selection.matches(current)
    if (is) return this.#event(was ? 'MODIFIED' : 'ADDED', current)
    if (!was) return undefined
    return this.#event('DELETED', deleted ? current : atRevision(previous, revision))
  }

  #event(type: EventType, stored: Stored): string {
    const { context, reply } = this.#parts
    const { definition, cluster } = context
    const now = cluster.clock().getTime()
    if (reply.as !== 'Table') {
      return `{"type":"${type}","object":${presentObject(definition, stored, reply, now)}}\n`
    }
    const metadata = { resourceVersion: String(stored.revision) }
    const withColumns = !this.#sentColumns
    this.#sentColumns = true
    const table = presentTable(definition, [stored], { format: reply, metadata, now, withColumns })
    return `{"type":"${type}","object":${table}}\n`
  }

  #bookmark(revision: number, annotations?: Record<string, string>): string {
    const { context, reply } = this.#parts
    const object = bookmarkObject(context.definition, reply, { revision, annotations })
    return `{"type":"BOOKMARK","object":${JSON.stringify(object)}}\n`
  }
}

function bookmarkObject(
  definition: ResourceDefinition,
  reply: Reply,
  { revision, annotations }: { revision: number; annotations: Record<string, string> | undefined },
): Record<string, unknown> {
  const metadata = {
    resourceVersion: String(revision),
    ...(annotations === undefined ? {} : { annotations }),
  }
  const meta = `meta.k8s.io/${reply.metaVersion}`
  switch (reply.as) {
    case 'object':
      return { kind: definition.kind, apiVersion: apiVersionOf(definition), metadata, ...definition.empty }
    case 'Table':
      return { kind: 'Table', apiVersion: meta, metadata, columnDefinitions: null, rows: [] }
    case 'PartialObjectMetadata':
    case 'PartialObjectMetadataList':
      return { kind: 'PartialObjectMetadata', apiVersion: meta, metadata }
  }
}

/** The last state that matched, with the revision in which it ended to. */
function atRevision(stored: Stored, revision: number): Stored {
  const { namespace, name, createRevision } = stored
  return new Stored({
    namespace,
    name,
    revision,
    createRevision,
    ...encode(parseStored(stored.text), revision),
  })
}
