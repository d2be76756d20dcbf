import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { finalizersOf, namespaces } from '#api-mock/builtin/namespaces.ts'
import { edit } from '#api-mock/client/edit.ts'
import { removeOrMark } from '#api-mock/client/remove.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { listOf } from '#api-mock/resources/values.ts'

/** How long to wait for finalizers of a namespace's contents before looking again. */
const patience = 1000

/** Empties namespaces that are Terminating, and lets them go when they are empty. */
export class NamespaceController {
  readonly #cluster: Cluster
  readonly #worker: Worker
  readonly #unsubscribe: () => void

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#worker = new Worker((name) => this.#reconcile(name), cluster.report)
    const resource = storageKey(namespaces)
    for (const { name } of cluster.store.collection(resource).list()) this.#worker.add(name)
    this.#unsubscribe = cluster.store.subscribe((changes) => {
      for (const { resource: changed, current } of changes) {
        if (changed === resource && current.metadata.deletionTimestamp !== undefined) {
          this.#worker.add(current.name)
        }
      }
    })
  }

  stop(): void {
    this.#unsubscribe()
    this.#worker.stop()
  }

  async #reconcile(name: string): Promise<void> {
    const { store } = this.#cluster
    const stored = store.get(storageKey(namespaces), '', name)
    if (stored?.metadata.deletionTimestamp === undefined) return
    const remaining = await this.#empty(name)
    if (remaining.length > 0) {
      await this.#edit(name, (object) => withContentRemaining(object, remaining, this.#cluster.timestamp()))
      this.#worker.add(name, patience)
      return
    }
    await this.#edit(name, withoutKubernetesFinalizer)
  }

  /** Deletes what is in a namespace; returns what stays because of its finalizers. */
  async #empty(namespace: string): Promise<KubeObject[]> {
    const { store, registry } = this.#cluster
    const byStorage = new Map<string, ResourceDefinition>()
    for (const definition of registry.all()) {
      if (definition.namespaced && definition.review === undefined) {
        byStorage.set(storageKey(definition), definition)
      }
    }
    const remaining: KubeObject[] = []
    for (const [resource, definition] of byStorage) {
      if (store.collection(resource).list(namespace).length === 0) continue
      remaining.push(...(await this.#remove(resource, definition, namespace)))
    }
    return remaining
  }

  async #remove(resource: string, definition: ResourceDefinition, namespace: string): Promise<KubeObject[]> {
    const now = this.#cluster.timestamp()
    return await this.#cluster.store.write((transaction) =>
      transaction.list(resource, namespace).flatMap((stored) => {
        const gone = removeOrMark(transaction, { definition, stored, now })
        return gone ? [] : [toObject(definition, stored)]
      }),
    )
  }

  async #edit(name: string, change: (object: KubeObject) => KubeObject): Promise<void> {
    const manager = 'kube-controller-manager'
    await edit(this.#cluster, { definition: namespaces, namespace: '', name, manager }, change)
  }
}

function withoutKubernetesFinalizer(object: KubeObject): KubeObject {
  const others = finalizersOf(object).filter((finalizer) => finalizer !== 'kubernetes')
  const { finalizers: _finalizers, ...spec } = isObject(object.spec) ? object.spec : {}
  return { ...object, spec: others.length === 0 ? spec : { ...spec, finalizers: others } }
}

/** Tells in the status what keeps the namespace. */
function withContentRemaining(object: KubeObject, remaining: readonly KubeObject[], now: string): KubeObject {
  const kinds = Map.groupBy(remaining, ({ apiVersion, kind }) => `${kind} (${apiVersion})`)
  const message = [...kinds].map(([kind, objects]) => `${kind}: ${objects.length}`).join(', ')
  const status = isObject(object.status) ? object.status : {}
  const conditions = listOf(status.conditions)
  const type = 'NamespaceContentRemaining'
  const known = conditions.find((condition) => condition.type === type)
  const condition = {
    type,
    status: 'True',
    lastTransitionTime: known?.lastTransitionTime ?? now,
    reason: 'SomeResourcesRemain',
    message: `Some resources are remaining: ${message}`,
  }
  const others = conditions.filter((each) => each.type !== type)
  return { ...object, status: { ...status, conditions: [...others, condition] } }
}
