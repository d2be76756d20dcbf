import { expired } from '#kube/status.ts'
import type { Change, RevisionLog } from './log.ts'
import type { Collection } from './collection.ts'

export interface WatchOptions {
  resource: string
  /** Only changes after this revision. */
  after: number
  namespace?: string | undefined
  name?: string | undefined
}

interface Source {
  readonly revision: number
  readonly log: RevisionLog
  collection(resource: string): Collection
}

/** How many changes are read from the log at once, and how many may wait in memory. */
const pageSize = 500
const mostWaiting = 1000

/**
 * Follows the changes of one resource without gap and without repetition: first from the log, then live.
 * One that falls behind goes back to the log, so that a slow reader holds no more than a page in memory.
 */
export class Watcher {
  readonly #source: Source
  readonly #options: WatchOptions
  readonly #onClose: () => void
  #outcome: 'changed' | 'interrupted' = 'changed'
  #live = false
  #waiting: Change[] = []
  #wake: (() => void) | undefined
  #closed = false
  /** Everything up to this revision has been handed out, when `next` has returned. */
  revision: number

  constructor(source: Source, options: WatchOptions, onClose: () => void) {
    this.#source = source
    this.#options = options
    this.#onClose = onClose
    this.revision = options.after
  }

  /**
   * The next changes, oldest first; waits until there are some, and is empty once the watcher is closed or
   * `interrupt` was called. Throws StatusError 410 when the history it needs was compacted.
   */
  async next(): Promise<Change[]> {
    for (;;) {
      if (this.#closed) return []
      const changes = this.#live ? this.#takeWaiting() : this.#takeFromLog()
      if (changes.length > 0) return changes
      if (!this.#live || (await this.#wait()) === 'changed') continue
      if (this.#waiting.length === 0) this.revision = Math.max(this.revision, this.#source.revision)
      return []
    }
  }

  /** Ends the current wait of `next`, for a bookmark or a timeout. */
  interrupt(): void {
    this.#wakeWith('interrupted')
  }

  /** Takes committed changes of this watcher's resource. */
  notify(changes: readonly Change[]): void {
    if (!this.#live) return
    const mine = changes.filter((change) => this.#concerns(change))
    const waiting = [...this.#waiting, ...mine]
    if (waiting.length > mostWaiting) {
      this.revision = (waiting[0]?.revision ?? 1) - 1
      this.#waiting = []
      this.#live = false
    } else {
      this.#waiting = waiting
    }
    if (mine.length > 0) this.#wakeWith('changed')
  }

  get closed(): boolean {
    return this.#closed
  }

  close(): void {
    this.#closed = true
    this.#waiting = []
    this.#onClose()
    this.#wakeWith('interrupted')
  }

  #takeWaiting(): Change[] {
    const changes = this.#waiting
    this.#waiting = []
    this.revision = changes.at(-1)?.revision ?? this.#source.revision
    return changes
  }

  #takeFromLog(): Change[] {
    const { log, revision } = this.#source
    const { resource } = this.#options
    if (this.revision < log.compacted) {
      throw expired(`too old resource version: ${this.revision} (${log.compacted})`)
    }
    if (this.#source.collection(resource).lastRevision <= this.revision) {
      this.#live = true
      return []
    }
    const page = log.changesAfter(resource, this.revision, pageSize)
    const complete = page.length < pageSize
    this.#live = complete
    this.revision = complete ? Math.max(revision, this.revision) : (page.at(-1)?.revision ?? this.revision)
    return page.filter((change) => this.#concerns(change))
  }

  #concerns({ revision, current }: Change): boolean {
    const { namespace, name } = this.#options
    return (
      revision > this.#options.after &&
      (namespace === undefined || current.namespace === namespace) &&
      (name === undefined || current.name === name)
    )
  }

  #wait(): Promise<'changed' | 'interrupted'> {
    return new Promise((resolve) => {
      this.#wake = () => resolve(this.#outcome)
    })
  }

  #wakeWith(outcome: 'changed' | 'interrupted'): void {
    const wake = this.#wake
    this.#outcome = outcome
    this.#wake = undefined
    wake?.()
  }
}
