import type { ObjectMeta, OwnerReference } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { parseStored } from '#api-mock/serve/numbers.ts'
import type { Change } from '#api-mock/store/log.ts'
import type { Body, Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { removeOrMark } from './remove.ts'
import { Worker } from './worker.ts'

const foreground = 'foregroundDeletion'
const orphan = 'orphan'

/** Deletes what its owners have left behind, and lets owners go as their finalizers ask. */
export class GarbageCollector {
  readonly #cluster: Cluster
  readonly #worker: Worker
  readonly #unsubscribe: () => void
  /** The objects that name an owner, by its uid. */
  readonly #dependents = new Map<string, Set<string>>()
  /** The owners that wait for their dependents, by uid. */
  readonly #waiting = new Map<string, string>()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#worker = new Worker((key) => this.#reconcile(key), cluster.report)
    for (const { resource, stored } of cluster.store.all()) this.#note(resource, stored)
    this.#unsubscribe = cluster.store.subscribe((changes) => {
      for (const change of changes) this.#take(change)
    })
  }

  stop(): void {
    this.#unsubscribe()
    this.#worker.stop()
  }

  #take({ resource, deleted, current, previous }: Change): void {
    if (previous !== undefined) this.#forget(resource, previous)
    if (!deleted) {
      this.#note(resource, current)
      return
    }
    const { uid = '' } = current.metadata
    this.#waiting.delete(uid)
    for (const key of this.#dependents.get(uid) ?? []) this.#worker.add(key)
    for (const owner of ownersOf(current)) {
      const waiting = this.#waiting.get(owner.uid)
      if (waiting !== undefined) this.#worker.add(waiting)
    }
  }

  #note(resource: string, stored: Stored): void {
    const key = `${resource}/${stored.path}`
    for (const { uid } of ownersOf(stored)) {
      this.#dependents.set(uid, (this.#dependents.get(uid) ?? new Set()).add(key))
      this.#worker.add(key)
    }
    if (!mentions(stored, 'deletionTimestamp')) return
    const { finalizers = [], uid = '' } = stored.metadata
    if (!finalizers.includes(foreground) && !finalizers.includes(orphan)) return
    this.#waiting.set(uid, key)
    this.#worker.add(key)
  }

  #forget(resource: string, stored: Stored): void {
    for (const { uid } of ownersOf(stored)) {
      const dependents = this.#dependents.get(uid)
      dependents?.delete(`${resource}/${stored.path}`)
      if (dependents?.size === 0) this.#dependents.delete(uid)
    }
  }

  async #reconcile(key: string): Promise<void> {
    await this.#cluster.store.write((transaction) => {
      const { resource, stored } = find(transaction, key)
      if (stored === undefined) return
      const { deletionTimestamp, finalizers = [], ownerReferences = [] } = stored.metadata
      if (deletionTimestamp !== undefined && finalizers.includes(orphan)) {
        this.#releaseDependents(transaction, stored)
        this.#finish(transaction, { resource, stored, finalizer: orphan })
      } else if (deletionTimestamp !== undefined && finalizers.includes(foreground)) {
        if (this.#removeDependents(transaction, stored)) {
          this.#finish(transaction, { resource, stored, finalizer: foreground })
        }
      } else if (
        ownerReferences.length > 0 &&
        !ownerReferences.some((owner) => this.#exists(transaction, stored, owner))
      ) {
        removeOrMark(transaction, { resource, stored, now: this.#cluster.timestamp() })
      }
    })
  }

  /** Whether an owner is there under its uid; one of a kind that is not served may be. */
  #exists(
    transaction: Transaction,
    { namespace }: Stored,
    { apiVersion, kind, name, uid }: OwnerReference,
  ): boolean {
    const [group = '', version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
    const definition = this.#cluster.registry
      .all()
      .find((each) => each.group === group && each.version === version && each.kind === kind)
    if (definition === undefined) return true
    const owner = transaction.get(storageKey(definition), definition.namespaced ? namespace : '', name)
    return owner?.metadata.uid === uid
  }

  #releaseDependents(transaction: Transaction, { metadata: { uid = '' } }: Stored): void {
    for (const key of this.#dependents.get(uid) ?? []) {
      const { resource, stored } = find(transaction, key)
      if (stored === undefined) continue
      const body = parseStored(stored.text)
      const left = (body.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid)
      transaction.put(resource, stored.namespace, stored.name, withList(body, 'ownerReferences', left))
    }
  }

  /** Deletes the dependents; true when none is left that its owner has to wait for. */
  #removeDependents(transaction: Transaction, { metadata: { uid = '' } }: Stored): boolean {
    const now = this.#cluster.timestamp()
    const remaining = [...(this.#dependents.get(uid) ?? [])].filter((key) => {
      const { resource, stored } = find(transaction, key)
      if (stored === undefined || removeOrMark(transaction, { resource, stored, now })) return false
      return ownersOf(stored).some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true)
    })
    return remaining.length === 0
  }

  #finish(
    transaction: Transaction,
    { resource, stored, finalizer }: { resource: string; stored: Stored; finalizer: string },
  ): void {
    const body = parseStored(stored.text)
    const left = (body.metadata.finalizers ?? []).filter((each) => each !== finalizer)
    const { namespace, name } = stored
    if (left.length === 0) transaction.remove(resource, namespace, name, body)
    else transaction.put(resource, namespace, name, withList(body, 'finalizers', left))
  }
}

/** A key of the worker is `group/plural/namespace/name`. */
function find(transaction: Transaction, key: string): { resource: string; stored: Stored | undefined } {
  const [group = '', plural = '', namespace = '', name = ''] = key.split('/')
  const resource = `${group}/${plural}`
  return { resource, stored: transaction.get(resource, namespace, name) }
}

/** Most objects have no owner, which their text tells without being parsed. */
function ownersOf(stored: Stored): OwnerReference[] {
  return mentions(stored, 'ownerReferences') ? (stored.metadata.ownerReferences ?? []) : []
}

function mentions({ metadataText }: Stored, field: keyof ObjectMeta): boolean {
  return metadataText.includes(`"${field}"`)
}

function withList(body: Body, field: 'finalizers' | 'ownerReferences', list: readonly unknown[]): Body {
  const { [field]: _list, ...metadata } = body.metadata
  return { ...body, metadata: { ...metadata, ...(list.length === 0 ? {} : { [field]: list }) } }
}
