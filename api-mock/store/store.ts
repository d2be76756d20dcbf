import { messageOf } from '#kube/errors.ts'
import { internalError, StatusError } from '#kube/status.ts'
import { Collection } from './collection.ts'
import { openDatabase } from './database.ts'
import { RevisionLog } from './log.ts'
import type { Change } from './log.ts'
import type { Stored } from './stored.ts'
import { Transaction } from './transaction.ts'
import { Watcher } from './watcher.ts'
import type { WatchOptions } from './watcher.ts'

export interface StoreOptions {
  /** A file, or ':memory:'. */
  path: string
  /** 32 bytes. */
  encryptionKey: Buffer
  /** Resources (`group/plural`) whose values are encrypted at rest. */
  sealed?: ReadonlySet<string>
  /** Runs before each commit; when it throws, the batch is rejected. For tests of slow and failing disks. */
  beforeCommit?: () => Promise<void>
  /** Where faults of this program are told that no writer can be answered with; the console unless given. */
  report?: ((error: unknown) => void) | undefined
}

/** So many writes share a commit; more would keep readers waiting while they are made. */
const mostInBatch = 256

interface Pending {
  run: (transaction: Transaction) => unknown
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}

/**
 * The objects of one cluster: current ones in memory, every revision in an append-only log. There is one
 * writer, and writes that arrive together share a commit. A change is visible to readers and watchers, and
 * its promise resolves, only after it is durable; a batch that cannot be stored changes nothing.
 */
export class Store {
  readonly log: RevisionLog
  readonly #options: StoreOptions
  readonly #collections = new Map<string, Collection>()
  readonly #watchers = new Map<string, Set<Watcher>>()
  /** The revision at the start: what a resource without objects may have changed up to. */
  readonly #loadedRevision: number
  readonly #listeners = new Set<(changes: readonly Change[]) => void>()
  readonly #queue: Pending[] = []
  #flushing: Promise<void> | undefined
  #closing: Promise<void> | undefined
  /** The newest revision that readers may see. */
  revision: number

  /** Throws StoreError when the database cannot be used. */
  constructor(options: StoreOptions) {
    this.#options = options
    const opened = openDatabase(options.path, options.encryptionKey)
    this.log = new RevisionLog({ ...opened, sealed: options.sealed ?? new Set() })
    // The first revision is 1: a resourceVersion of 0 means 'any' to clients.
    this.revision = Math.max(this.log.lastRevision(), 1)
    this.#loadedRevision = this.revision
    for (const [resource, objects] of this.log.load()) this.collection(resource).fill(objects)
  }

  collection(resource: string): Collection {
    const known = this.#collections.get(resource)
    if (known !== undefined) return known
    const made = new Collection(this.#loadedRevision)
    this.#collections.set(resource, made)
    return made
  }

  /** Every current object with its resource. */
  *all(): Generator<{ resource: string; stored: Stored }> {
    for (const [resource, collection] of this.#collections) {
      for (const stored of collection.list()) yield { resource, stored }
    }
  }

  get(resource: string, namespace: string, name: string): Stored | undefined {
    return this.#collections.get(resource)?.get(namespace, name)
  }

  /**
   * Runs `run` against the newest state, pending writes of the same batch included, and resolves to its
   * result after the commit. When `run` throws, what it put is dropped and only this promise rejects. `run`
   * must not wait for anything. Rejects with StatusError 500 when the batch cannot be stored.
   */
  write<T>(run: (transaction: Transaction) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closing !== undefined) {
        reject(internalError('the store is closed'))
        return
      }
      this.#queue.push({ run, resolve: resolve as (result: unknown) => void, reject })
      this.#flushing ??= this.#flush()
    })
  }

  /** Runs a write against the state of now and forgets it: revisions stay those of the stored objects. */
  rehearse<T>(run: (transaction: Transaction) => T): T {
    return run(new Transaction(this, 'rehearsal'))
  }

  /** Calls `listener` after each commit, before the writers are answered. Returns how to stop. */
  subscribe(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Follows the changes of a resource; the caller closes the watcher. */
  watch(options: WatchOptions): Watcher {
    const watchers = this.#watchers.get(options.resource) ?? new Set()
    this.#watchers.set(options.resource, watchers)
    const watcher = new Watcher(this, options, () => watchers.delete(watcher))
    watchers.add(watcher)
    return watcher
  }

  /** Forgets history; where that fails, which is reported, it is only longer than it would need to be. */
  compact(revision = this.revision): void {
    try {
      this.log.compact(Math.min(revision, this.revision))
    } catch (error) {
      this.#report(error)
    }
  }

  /** Stores what is queued, ends all watchers and closes the database; the second time, waits for the first. */
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    await this.#flushing
    for (const watchers of this.#watchers.values()) for (const watcher of watchers) watcher.close()
    this.log.close()
  }

  async #flush(): Promise<void> {
    while (this.#queue.length > 0) {
      // Everything that has arrived by the end of this turn of the event loop shares a commit.
      await new Promise((resolve) => setImmediate(resolve))
      await this.#commit(this.#queue.splice(0, mostInBatch))
    }
    this.#flushing = undefined
  }

  async #commit(batch: Pending[]): Promise<void> {
    const transaction = new Transaction(this)
    const done: (() => void)[] = []
    const accepted: Pending[] = []
    for (const pending of batch) {
      const mark = transaction.mark()
      try {
        const result = pending.run(transaction)
        done.push(() => pending.resolve(result))
        accepted.push(pending)
      } catch (error) {
        transaction.rollBack(mark)
        pending.reject(error)
      }
    }
    try {
      if (transaction.changes.length > 0) {
        await this.#options.beforeCommit?.()
        this.log.append(transaction.changes)
      }
    } catch (error) {
      const refusal = refusalOf(error)
      for (const pending of accepted) pending.reject(refusal)
      return
    }
    this.#publish(transaction.changes)
    for (const resolve of done) resolve()
  }

  #publish(changes: readonly Change[]): void {
    for (const { resource, revision, deleted, current } of changes) {
      if (deleted) this.collection(resource).remove(current.path, revision)
      else this.collection(resource).put(current)
      this.revision = revision
    }
    if (changes.length === 0) return
    for (const listener of this.#listeners) this.#tell(listener, changes)
    for (const [resource, mine] of Map.groupBy(changes, (change) => change.resource)) {
      for (const watcher of this.#watchers.get(resource) ?? []) watcher.notify(mine)
    }
  }

  /** What is stored is stored: a listener that fails must not keep the others and the writers from knowing. */
  #tell(listener: (changes: readonly Change[]) => void, changes: readonly Change[]): void {
    try {
      listener(changes)
    } catch (error) {
      this.#report(error)
    }
  }

  #report(error: unknown): void {
    const { report = console.error } = this.#options
    report(error)
  }
}

function refusalOf(error: unknown): StatusError {
  return error instanceof StatusError
    ? error
    : internalError(`the change was not stored: ${messageOf(error)}`)
}
