import { unexplained } from '#kube/status.ts'
import type { Collection } from './collection.ts'
import type { Change } from './log.ts'
import { encode, Stored } from './stored.ts'
import type { Body } from './stored.ts'

/** What etcd takes in one request unless told otherwise: many small patches must not make a huge object. */
const mostBytes = 1.5 * 1024 * 1024

/** What a transaction is made against: the committed state. */
interface Committed {
  readonly revision: number
  get(resource: string, namespace: string, name: string): Stored | undefined
  collection(resource: string): Collection
}

/** The writes of one batch, on top of the committed state. Each write is a revision of its own. */
export class Transaction {
  readonly #committed: Committed
  readonly changes: Change[] = []
  /** The newest pending change of each object, by resource and path. */
  readonly #pending = new Map<string, Change>()

  readonly #mode: 'write' | 'rehearsal'

  constructor(committed: Committed, mode: 'write' | 'rehearsal' = 'write') {
    this.#committed = committed
    this.#mode = mode
  }

  get(resource: string, namespace: string, name: string): Stored | undefined {
    const pending = this.#pending.get(`${resource}/${namespace}/${name}`)
    if (pending !== undefined) return pending.deleted ? undefined : pending.current
    return this.#committed.get(resource, namespace, name)
  }

  /** The objects of a resource, pending ones included; of one namespace or of all. */
  list(resource: string, namespace?: string): Stored[] {
    const listed = this.#committed.collection(resource).list(namespace)
    const byPath = new Map(listed.map((stored) => [stored.path, stored]))
    for (const change of this.changes) {
      if (change.resource !== resource) continue
      if (namespace !== undefined && change.current.namespace !== namespace) continue
      if (change.deleted) byPath.delete(change.current.path)
      else byPath.set(change.current.path, change.current)
    }
    return [...byPath.values()]
  }

  put(resource: string, namespace: string, name: string, body: Body): Stored {
    return this.#add(resource, namespace, name, { body, deleted: false })
  }

  /** `body` is the last state that watchers are told; the object must exist. */
  remove(resource: string, namespace: string, name: string, body: Body): Stored {
    return this.#add(resource, namespace, name, { body, deleted: true })
  }

  mark(): number {
    return this.changes.length
  }

  rollBack(mark: number): void {
    if (this.changes.length === mark) return
    this.changes.length = mark
    this.#pending.clear()
    for (const change of this.changes) this.#pending.set(`${change.resource}/${change.current.path}`, change)
  }

  #add(
    resource: string,
    namespace: string,
    name: string,
    { body, deleted }: { body: Body; deleted: boolean },
  ): Stored {
    const previous = this.get(resource, namespace, name)
    const revision =
      this.#mode === 'rehearsal'
        ? (previous?.revision ?? 0)
        : (this.changes.at(-1)?.revision ?? this.#committed.revision) + 1
    const createRevision = previous?.createRevision ?? revision
    const encoded = encode(body, revision)
    if (!deleted && Buffer.byteLength(encoded.text) > mostBytes)
      throw unexplained('etcdserver: request is too large')
    const current = new Stored({ namespace, name, revision, createRevision, ...encoded })
    const change = { resource, revision, deleted, current, previous }
    this.changes.push(change)
    this.#pending.set(`${resource}/${namespace}/${name}`, change)
    return current
  }
}
