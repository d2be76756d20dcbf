import { readTime } from '#kube/time.ts'
import { events } from '#api-mock/builtin/events.ts'
import { removeOrMark } from '#api-mock/client/remove.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { Stored } from '#api-mock/store/stored.ts'

/** An Event is kept for an hour after it was written last, in milliseconds. */
const timeToLive = 3_600_000

const resource = storageKey(events)

/** Lets Events go that nobody has repeated for an hour. */
export class EventExpiry {
  readonly #cluster: Cluster
  readonly #unsubscribe: () => void
  /** When each was written last, the oldest first. */
  readonly #written = new Map<string, { stored: Stored; at: number }>()
  #timer: NodeJS.Timeout | undefined

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    const known = cluster.store.collection(resource).list()
    const timed = known.map((stored) => ({ stored, at: writtenAt(stored) }))
    for (const each of timed.sort((one, other) => one.at - other.at)) this.#note(each.stored, each.at)
    this.#unsubscribe = cluster.store.subscribe((changes) => {
      for (const { resource: changed, deleted, current } of changes) {
        if (changed !== resource) continue
        if (deleted) this.#written.delete(current.path)
        else this.#note(current, cluster.clock().getTime())
      }
    })
  }

  stop(): void {
    this.#unsubscribe()
    clearTimeout(this.#timer)
  }

  #note(stored: Stored, at: number): void {
    this.#written.delete(stored.path)
    this.#written.set(stored.path, { stored, at })
    this.#wait()
  }

  #wait(): void {
    const [oldest] = this.#written.values()
    if (oldest === undefined || this.#timer !== undefined) return
    const left = oldest.at + timeToLive - this.#cluster.clock().getTime()
    this.#timer = setTimeout(() => void this.#expire().catch(this.#cluster.report), Math.max(0, left))
    this.#timer.unref()
  }

  async #expire(): Promise<void> {
    const { store } = this.#cluster
    const now = this.#cluster.clock().getTime()
    const due: Stored[] = []
    for (const { stored, at } of this.#written.values()) {
      if (at + timeToLive > now) break
      due.push(stored)
    }
    await store.write((transaction) => {
      for (const { namespace, name, revision } of due) {
        const stored = transaction.get(resource, namespace, name)
        if (stored?.revision !== revision) continue
        removeOrMark(transaction, { definition: events, stored, now: this.#cluster.timestamp() })
      }
    })
    this.#timer = undefined
    this.#wait()
  }
}

/** A change of an Event tells its time in managedFields, whatever the reporter's own times are. */
function writtenAt({ metadata }: Stored): number {
  const times = (metadata.managedFields ?? []).map(({ time }) => readTime(time))
  return Math.max(readTime(metadata.creationTimestamp), ...times)
}
