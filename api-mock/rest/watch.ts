import { StatusError } from '#kube/status.ts'
import { initialEventsEnd } from '#kube/watch.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { encode, Stored } from '#api-mock/store/stored.ts'
import type { Watcher } from '#api-mock/store/watcher.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { json } from '#api-mock/serve/exchange.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { readListOptions } from '#api-mock/serve/list-options.ts'
import type { ListOptions } from '#api-mock/serve/list-options.ts'
import { parseStored } from '#api-mock/serve/numbers.ts'
import { presentObject, presentTable } from '#api-mock/serve/present.ts'
import { mustExist, readVersionOfGet } from '#api-mock/serve/resource-version.ts'
import { readSelection } from '#api-mock/serve/selection.ts'
import type { Selection } from '#api-mock/serve/selection.ts'
import type { Change } from '#api-mock/store/log.ts'
import { readReply } from './answer.ts'
import type { Reply } from './answer.ts'

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'

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
  const version = readVersionOfGet(options.resourceVersion)
  const { store } = cluster
  const initial = options.sendInitialEvents ?? version === 0
  const after = initial || version === 0 ? Math.max(version, store.revision) : version
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
      // Events from the start are of a state that must exist; a watch alone may wait for its revision.
      if (options.sendInitialEvents === true) mustExist(revision, context.cluster.store.revision)
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
    return this.#event('DELETED', deleted ? current : previous.with(parseStored(previous.text), revision))
  }

  #event(type: EventType, stored: Stored): string {
    return `{"type":"${type}","object":${this.#present(stored)}}\n`
  }

  #present(stored: Stored): string {
    const { context, reply } = this.#parts
    const { definition, cluster } = context
    const now = cluster.clock().getTime()
    if (reply.as !== 'Table') return presentObject(definition, stored, reply, now)
    const metadata = { resourceVersion: String(stored.revision) }
    const withColumns = !this.#sentColumns
    this.#sentColumns = true
    return presentTable(definition, [stored], { format: reply, metadata, now, withColumns })
  }

  /** A bookmark is an object of the kind with nothing in it but how far the watch is. */
  #bookmark(revision: number, annotations?: Record<string, string>): string {
    const body = {
      metadata: annotations === undefined ? {} : { annotations },
      ...this.#parts.context.definition.empty,
    }
    const path = { namespace: '', name: '', createRevision: 0 }
    return this.#event('BOOKMARK', new Stored({ ...path, revision, ...encode(body, revision) }))
  }
}
