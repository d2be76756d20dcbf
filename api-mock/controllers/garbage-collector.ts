import type { KubeObject, ObjectMeta, OwnerReference } from '#kube/types.ts'
import { removeOrMark } from '#api-mock/client/remove.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { isFinished } from '#api-mock/rest/deletion.ts'
import type { Change } from '#api-mock/store/log.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

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
    if (previous !== undefined) {
      this.#forget(resource, previous)
      this.#hurry(previous)
    }
    if (!deleted) {
      this.#note(resource, current)
      return
    }
    const { uid = '' } = current.metadata
    this.#waiting.delete(uid)
    for (const key of this.#dependents.get(uid) ?? []) this.#worker.add(key)
  }

  /** Lets owners look again that wait for an object which is gone, or may be theirs no more. */
  #hurry(dependent: Stored): void {
    for (const owner of ownersOf(dependent)) {
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
      const found = this.#find(transaction, key)
      if (found === undefined) return
      const { stored } = found
      const { deletionTimestamp, finalizers = [], ownerReferences = [] } = stored.metadata
      if (deletionTimestamp !== undefined && finalizers.includes(orphan)) {
        this.#releaseDependents(transaction, stored)
        this.#finish(transaction, found, orphan)
      } else if (deletionTimestamp !== undefined && finalizers.includes(foreground)) {
        if (this.#removeDependents(transaction, stored)) {
          this.#finish(transaction, found, foreground)
        }
      } else if (
        ownerReferences.length > 0 &&
        ownerReferences.every((owner) => this.#ownerOf(transaction, stored, owner) === 'absent')
      ) {
        removeOrMark(transaction, { ...found, now: this.#cluster.timestamp() })
      }
    })
  }

  /**
   * Whether an owner is there under its uid, or waits for its dependents to go. One of a kind that is not
   * served may be there, and so may one in a namespace that its dependent does not name.
   */
  #ownerOf(
    transaction: Transaction,
    { namespace }: Stored,
    { apiVersion, kind, name, uid }: OwnerReference,
  ): 'absent' | 'present' | 'leaving' {
    const [group = '', version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
    const definition = this.#cluster.registry
      .all()
      .find((each) => each.group === group && each.version === version && each.kind === kind)
    if (definition === undefined || (definition.namespaced && namespace === '')) return 'present'
    const owner = transaction.get(storageKey(definition), definition.namespaced ? namespace : '', name)
    if (owner?.metadata.uid !== uid) return 'absent'
    const { deletionTimestamp, finalizers = [] } = owner.metadata
    return deletionTimestamp !== undefined && finalizers.includes(foreground) ? 'leaving' : 'present'
  }

  #releaseDependents(transaction: Transaction, { metadata: { uid = '' } }: Stored): void {
    for (const key of this.#dependents.get(uid) ?? []) {
      const found = this.#find(transaction, key)
      if (found !== undefined) release(transaction, found, uid)
    }
  }

  /** Deletes the dependents that nobody else owns; true when none is left that their owner has to wait for. */
  #removeDependents(transaction: Transaction, { metadata: { uid = '' } }: Stored): boolean {
    const now = this.#cluster.timestamp()
    const remaining = [...(this.#dependents.get(uid) ?? [])].filter((key) => {
      const found = this.#find(transaction, key)
      if (found === undefined) return false
      const { stored } = found
      const owners = ownersOf(stored)
      if (owners.some((owner) => this.#ownerOf(transaction, stored, owner) === 'present')) {
        release(transaction, found, uid)
        return false
      }
      if (removeOrMark(transaction, { ...found, now })) return false
      return owners.some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true)
    })
    return remaining.length === 0
  }

  #finish(transaction: Transaction, { definition, stored }: Found, finalizer: string): void {
    const object = toObject(definition, stored)
    const left = (object.metadata.finalizers ?? []).filter((each) => each !== finalizer)
    const released = withList(object, 'finalizers', left)
    const resource = storageKey(definition)
    const { namespace, name } = stored
    if (isFinished(definition, released)) transaction.remove(resource, namespace, name, object)
    else transaction.put(resource, namespace, name, released)
  }

  /** A key of the worker is `group/plural/namespace/name`; objects that are not served now are left alone. */
  #find(transaction: Transaction, key: string): Found | undefined {
    const [group = '', plural = '', namespace = '', name = ''] = key.split('/')
    const definition = this.#cluster.registry.stored(group, plural)
    const stored = transaction.get(`${group}/${plural}`, namespace, name)
    return definition === undefined || stored === undefined ? undefined : { definition, stored }
  }
}

interface Found {
  definition: ResourceDefinition
  stored: Stored
}

/** Takes the reference to an owner out of its dependent. */
function release(transaction: Transaction, { definition, stored }: Found, uid: string): void {
  const object = toObject(definition, stored)
  const left = (object.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid)
  const released = withList(object, 'ownerReferences', left)
  transaction.put(storageKey(definition), stored.namespace, stored.name, released)
}

/** Most objects have no owner, which their text tells without being parsed. */
function ownersOf(stored: Stored): OwnerReference[] {
  return mentions(stored, 'ownerReferences') ? (stored.metadata.ownerReferences ?? []) : []
}

function mentions({ metadataText }: Stored, field: keyof ObjectMeta): boolean {
  return metadataText.includes(`"${field}"`)
}

function withList(
  object: KubeObject,
  field: 'finalizers' | 'ownerReferences',
  list: readonly unknown[],
): KubeObject {
  const { [field]: _list, ...metadata } = object.metadata
  return { ...object, metadata: { ...metadata, ...(list.length === 0 ? {} : { [field]: list }) } }
}
