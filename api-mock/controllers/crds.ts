import type { CrdNames } from '#kube/crd.ts'
import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { cleanupFinalizer, customResourceDefinitions } from '#api-mock/builtin/crds.ts'
import { edit } from '#api-mock/client/edit.ts'
import { removeOrMark } from '#api-mock/client/remove.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { isEstablished, nameConflict, withEstablished, withNames } from '#api-mock/crd/conditions.ts'
import { definitionsOf, specOf } from '#api-mock/crd/definitions.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { unserved } from '#api-mock/resources/unserved.ts'
import type { Stored } from '#api-mock/store/stored.ts'

const resource = storageKey(customResourceDefinitions)

/** Accepts the names of custom resources, serves what is established, and cleans up after a deletion. */
export class CrdController {
  readonly #cluster: Cluster
  readonly #worker: Worker
  readonly #unsubscribe: () => void

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#worker = new Worker((name) => this.#reconcile(name), cluster.report)
    for (const stored of cluster.store.collection(resource).list()) {
      this.#serve(stored)
      this.#worker.add(stored.name)
    }
    this.#unsubscribe = cluster.store.subscribe((changes) => {
      for (const { resource: changed, current, deleted } of changes) {
        if (changed !== resource) continue
        if (deleted) this.#ended(current.name)
        else {
          this.#serve(current)
          this.#worker.add(current.name, cluster.faults?.crdDelay() ?? 0)
        }
      }
    })
  }

  stop(): void {
    this.#unsubscribe()
    this.#worker.stop()
  }

  /** Names that a definition leaves may be what another one has waited for. */
  #ended(name: string): void {
    this.#cluster.registry.define(name, [])
    for (const other of this.#cluster.store.collection(resource).list()) this.#worker.add(other.name)
  }

  #serve(stored: Stored): void {
    const crd = toObject(customResourceDefinitions, stored)
    const { registry } = this.#cluster
    if (isEstablished(crd)) registry.define(stored.name, definitionsOf(crd, acceptedNames(crd)))
  }

  async #reconcile(name: string): Promise<void> {
    const stored = this.#cluster.store.get(resource, '', name)
    if (stored === undefined) return
    if (stored.metadata.deletionTimestamp !== undefined) {
      await this.#cleanUp(toObject(customResourceDefinitions, stored))
      return
    }
    const now = this.#cluster.timestamp()
    await this.#edit(name, (crd) => withNames(crd, nameConflict(crd, this.#others(crd)), now))
    await this.#edit(name, (crd) => withEstablished(crd, now))
  }

  #others(crd: KubeObject): { names: CrdNames }[] {
    const { group } = specOf(crd)
    return this.#cluster.store
      .collection(resource)
      .list()
      .filter((stored) => stored.name !== crd.metadata.name)
      .map((stored) => toObject(customResourceDefinitions, stored))
      .filter((other) => specOf(other).group === group)
      .map((other) => ({ names: acceptedNames(other) }))
  }

  /** Removes the objects of a definition, then the finalizer that has waited for it. */
  async #cleanUp(crd: KubeObject): Promise<void> {
    const { group, names } = specOf(crd)
    const { plural } = names
    const definition = this.#cluster.registry.stored(group, plural) ?? unserved(group, plural)
    const { store } = this.#cluster
    const now = this.#cluster.timestamp()
    const remaining = await store.write((transaction) =>
      transaction
        .list(storageKey(definition))
        .filter((stored) => !removeOrMark(transaction, { definition, stored, now })),
    )
    if (remaining.length > 0) {
      this.#worker.add(crd.metadata.name, 1000)
      return
    }
    await this.#edit(crd.metadata.name, withoutCleanup)
  }

  async #edit(name: string, change: (crd: KubeObject) => KubeObject): Promise<void> {
    const target = { definition: customResourceDefinitions, namespace: '', name }
    await edit(this.#cluster, { ...target, manager: 'kube-apiserver', subresource: 'status' }, change)
  }
}

function acceptedNames({ status }: KubeObject): CrdNames {
  const names = isObject(status) && isObject(status.acceptedNames) ? status.acceptedNames : {}
  return { plural: '', kind: '', ...names }
}

function withoutCleanup(crd: KubeObject): KubeObject {
  const finalizers = (crd.metadata.finalizers ?? []).filter((each) => each !== cleanupFinalizer)
  return { ...crd, metadata: { ...crd.metadata, finalizers } }
}
