import { StatusError } from '#kube/status.ts'
import { initialEventsEnd } from '#kube/watch.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { ListOptions } from '#api-mock/serve/list-options.ts'
import { presentObject, presentTable } from '#api-mock/serve/present.ts'
import { mustExist } from '#api-mock/serve/resource-version.ts'
import type { Selection } from '#api-mock/serve/selection.ts'
import type { Change } from '#api-mock/store/log.ts'
import { parseStored } from '#api-mock/store/parse-stored.ts'
import { encode, Stored } from '#api-mock/store/stored.ts'
import type { Watcher, WatchOptions } from '#api-mock/store/watcher.ts'
import type { Reply } from './answer.ts'
import { emptyOf } from './empty.ts'
import { sharedText } from './shared-text.ts'

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'

/** Bookmarks come about once a minute, spread so that clients of one restart do not stay in step. */
const bookmarkEvery = 55_000
const bookmarkSpread = 10_000
/** How long a watch lives when the client names no time: 30 to 60 minutes, as kube-apiserver has it. */
const leastLife = 1_800_000
/** What a timer can wait for; more would make it end at once. */
const mostMilliseconds = 2 ** 31 - 1

export interface WatchParts {
  context: Context
  reply: Reply
  options: ListOptions
  selection: Selection
  follow: WatchOptions
}

/** The events of one watch as texts, in the format that its client reads. */
export class WatchStream {
  readonly #parts: WatchParts
  #sentColumns = false

  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  async *events(present: readonly Stored[], revision: number): AsyncGenerator<string> {
    const { context, options, follow } = this.#parts
    const { signal } = context.request
    // Begun with the reading: a stream that nobody reads, as when an upgrade fails, must leave nothing behind.
    const watcher = context.cluster.store.watch(follow)
    const close = (): void => watcher.close()
    signal.addEventListener('abort', close, { once: true })
    const life = (options.timeoutSeconds ?? 0) * 1000 || leastLife * (1 + Math.random())
    const end = setTimeout(close, Math.min(life, mostMilliseconds))
    const bookmarks = setInterval(() => watcher.interrupt(), bookmarkEvery + Math.random() * bookmarkSpread)
    const cut = context.cluster.faults?.cutsWatch(close)
    try {
      // Events from the start are of a state that must exist; a watch alone may wait for its revision.
      if (options.sendInitialEvents === true) mustExist(revision, context.cluster.store.revision)
      for (const stored of present) yield this.#event('ADDED', stored)
      if (options.sendInitialEvents === true && options.allowWatchBookmarks) {
        yield this.#bookmark(revision, { [initialEventsEnd]: 'true' })
      }
      yield* this.#live(watcher)
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

  async *#live(watcher: Watcher): AsyncGenerator<string> {
    const { context, options } = this.#parts
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
  #eventOf(change: Change): string | undefined {
    const { deleted, current, previous, revision } = change
    const { selection } = this.#parts
    const was = previous !== undefined && selection.matches(previous)
    const is = !deleted && selection.matches(current)
    if (is) return this.#event(was ? 'MODIFIED' : 'ADDED', current, change)
    if (!was) return undefined
    return this.#event('DELETED', deleted ? current : previous.with(parseStored(previous.text), revision))
  }

  #event(type: EventType, stored: Stored, change?: Change): string {
    return `{"type":"${type}","object":${this.#present(stored, change)}}\n`
  }

  #present(stored: Stored, change: Change | undefined): string {
    const { context, reply } = this.#parts
    const { definition, cluster } = context
    const now = cluster.clock().getTime()
    const table = reply.as === 'Table'
    const withColumns = table && !this.#sentColumns
    this.#sentColumns ||= table
    const metadata = { resourceVersion: String(stored.revision) }
    const make = (): string =>
      table
        ? presentTable(definition, [stored], { format: reply, metadata, now, withColumns })
        : presentObject(definition, stored, reply, now)
    if (change === undefined || withColumns) return make()
    // Ages are told in seconds at their finest, so that within one the text stays the same.
    return sharedText(change, definition, table ? { ...reply, second: Math.floor(now / 1000) } : reply, make)
  }

  /** A bookmark is an object of the kind with nothing in it but how far the watch is. */
  #bookmark(revision: number, annotations?: Record<string, string>): string {
    const body = {
      metadata: annotations === undefined ? {} : { annotations },
      ...emptyOf(this.#parts.context.definition),
    }
    const path = { namespace: '', name: '', createRevision: 0 }
    return this.#event('BOOKMARK', new Stored({ ...path, revision, ...encode(body, revision) }))
  }
}
