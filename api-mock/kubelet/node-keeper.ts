import type { KubeObject } from '#kube/types.ts'
import { pods as podDefinition } from '#api-mock/builtin/pods.ts'
import { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Change } from '#api-mock/client/object-index.ts'
import { keyOf } from '#api-mock/client/place.ts'
import { Recorder } from '#api-mock/client/recorder.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { staysFor } from '#api-mock/pods/taints.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { readNode } from '#api-mock/scheduler/node-info.ts'
import type { NodeSpec } from '#api-mock/scheduler/node-info.ts'
import type { PodInfo } from '#api-mock/scheduler/pod-info.ts'
import { newLease, newNode, withStateTaints, withNodeStatus } from './nodes.ts'
import { Timers } from './timers.ts'

/**
 * A kubelet renews its lease every 10 s so that others know it to be alive. Here the kubelet cannot be gone while
 * the API server is there, nobody looks at leases, and each renewal is a revision that is kept on disk.
 */
const renewEvery = 10 * 60_000

/**
 * Makes the nodes of a cluster and keeps them: their status, their leases, the taint of a cordon. What kube's
 * node controllers do is done here too: pods go with their node, and from nodes whose taints they do not bear.
 */
export class NodeKeeper {
  readonly #cluster: Cluster
  readonly #pods: Index<PodInfo>
  readonly #nodes: Index<NodeSpec>
  readonly #definition: ResourceDefinition
  readonly #leases: ResourceDefinition
  readonly #client: Client
  readonly #controllers: Client
  readonly #recorder: Recorder
  readonly #worker: Worker
  readonly #evictions: Timers
  readonly #renewal: NodeJS.Timeout
  /** New nodes that are not kept yet. */
  #registering: { names: Set<string>; resolve: () => void } | undefined

  constructor(cluster: Cluster, pods: Index<PodInfo>) {
    this.#cluster = cluster
    this.#pods = pods
    this.#definition = cluster.registry.builtIn('/v1/nodes')
    this.#leases = cluster.registry.builtIn('coordination.k8s.io/v1/leases')
    this.#client = new Client(cluster, { username: 'system:node', manager: 'kubelet' })
    const manager = 'kube-controller-manager'
    this.#controllers = new Client(cluster, { username: `system:${manager}`, manager })
    this.#recorder = new Recorder(cluster, { component: 'taint-eviction-controller' })
    this.#worker = new Worker((name) => this.#keep(name), cluster.report)
    this.#evictions = new Timers(
      () => cluster.clock().getTime(),
      (keys) => void this.#evict(keys).catch(cluster.report),
    )
    this.#nodes = new Index(cluster, { definition: this.#definition, read: readNode })
    this.#nodes.follow((change) => this.#seeNode(change))
    pods.follow((change) => this.#seePod(change))
    this.#renewal = setInterval(() => this.#renewAll(), renewEvery)
    this.#renewal.unref()
  }

  /**
   * Makes the nodes that are missing, `{prefix}-node-1` and so on; those that are there are kept as they are.
   * Resolves when the new ones take pods, so that those which wait are not told of each one that does not yet.
   */
  async register(count: number, prefix: string): Promise<void> {
    const names = Array.from({ length: count }, (_, index) => `${prefix}-node-${index + 1}`)
    const missing = names.filter((name) => this.#nodes.get('', name) === undefined)
    if (missing.length === 0) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#registering = { names: new Set(missing), resolve }
    const now = this.#cluster.timestamp()
    await Promise.all(missing.map((name) => this.#client.create(this.#definition, newNode(name, now))))
    await promise
  }

  stop(): void {
    clearInterval(this.#renewal)
    this.#evictions.stop()
    this.#worker.stop()
    this.#nodes.stop()
    this.#registering?.resolve()
  }

  #seeNode({ current, previous }: Change<NodeSpec>): void {
    const name = current?.name ?? previous?.name ?? ''
    this.#worker.add(name)
    for (const pod of this.#pods.by('node', name)) this.#seePod({ current: pod, previous: undefined })
  }

  #seePod({ current, previous }: Change<PodInfo>): void {
    if (current === undefined) {
      if (previous !== undefined) this.#evictions.set(keyOf(previous), undefined)
      return
    }
    if (current.nodeName === '' || current.nodeName === previous?.nodeName) return
    const taints = this.#nodes.get('', current.nodeName)?.taints
    if (taints === undefined) {
      this.#worker.add(current.nodeName)
      return
    }
    const seconds = staysFor(taints, current.tolerations)
    const due = seconds === undefined ? undefined : this.#cluster.clock().getTime() + seconds * 1000
    this.#evictions.set(keyOf(current), due)
  }

  async #keep(name: string): Promise<void> {
    const node = this.#nodes.get('', name)
    if (node === undefined) {
      await this.#collect(name)
      return
    }
    const place = { namespace: '', name }
    const now = this.#cluster.timestamp()
    await this.#client.editStatus(this.#definition, place, (object) => withNodeStatus(object, now))
    await this.#controllers.edit(this.#definition, place, (object) => withStateTaints(object, now))
    const { store } = this.#cluster
    if (store.get(storageKey(this.#leases), 'kube-node-lease', name) === undefined) await this.#renew(name)
    this.#registering?.names.delete(name)
    if (this.#registering?.names.size === 0) this.#registering.resolve()
  }

  /** The pods of a node that is gone have nobody to end them. */
  async #collect(nodeName: string): Promise<void> {
    for (const pod of this.#pods.by('node', nodeName)) {
      await this.#controllers.remove(podDefinition, pod, { uid: pod.uid, gracePeriodSeconds: 0 })
    }
  }

  async #evict(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const [namespace = '', name = ''] = key.split('/')
      const pod = this.#pods.get(namespace, name)
      if (pod === undefined || pod.deleting) continue
      const message = `Marking for deletion Pod ${key}`
      this.#recorder.record(referenceTo(pod), { type: 'Normal', reason: 'TaintManagerEviction', message })
      await this.#controllers.remove(podDefinition, pod, { uid: pod.uid })
    }
  }

  #renewAll(): void {
    for (const { name } of this.#nodes.all()) void this.#renew(name).catch(this.#cluster.report)
  }

  async #renew(name: string): Promise<void> {
    const { store } = this.#cluster
    const renewTime = this.#cluster.clock().toISOString().replace('Z', '000Z')
    const place = { namespace: 'kube-node-lease', name }
    if (store.get(storageKey(this.#leases), place.namespace, name) === undefined) {
      const uid = store.get(storageKey(this.#definition), '', name)?.metadata.uid ?? ''
      await this.#client.create(this.#leases, newLease(name, uid, renewTime))
      return
    }
    await this.#client.edit(this.#leases, place, (lease) => ({
      ...lease,
      spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
    }))
  }
}

function referenceTo({ namespace, name, uid }: PodInfo): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, uid } }
}
