import { sameJson } from '#kube/json.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods as podDefinition } from '#api-mock/builtin/pods.ts'
import { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Change } from '#api-mock/client/object-index.ts'
import { keyOf } from '#api-mock/client/place.ts'
import { Recorder } from '#api-mock/client/recorder.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { bind } from '#api-mock/rest/bind.ts'
import { choose, refusedMessage } from './choose.ts'
import { NodeInfo, readNode } from './node-info.ts'
import type { NodeSpec } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import { Topology } from './topology.ts'
import { withUnschedulable } from './unschedulable.ts'

const component = 'default-scheduler'

/** So many pods are decided on before what was decided is written, and with it seen by others. */
const mostAtOnce = 100

/** Pods that wait are looked at again after so many milliseconds, and so many more for each of them. */
const soonest = 20
const patience = 0.5

/**
 * Gives pods their nodes. What is on each node is kept as sums that follow the store; a pod that fits nowhere
 * waits until a node or a pod changes in a way that may help. Pods are not preempted, whatever their priority.
 */
export class Scheduler {
  readonly #cluster: Cluster
  readonly #pods: Index<PodInfo>
  readonly #nodeIndex: Index<NodeSpec>
  readonly #claims: Index<true>
  readonly #client: Client
  readonly #recorder: Recorder
  readonly #nodes = new Map<string, NodeInfo>()
  /** Pods with a node that keep others away from it. */
  readonly #repelling = new Map<string, { pod: PodInfo; node: NodeInfo }>()
  /** Pods without a node that are to be looked at, and those that fitted nowhere with what was said of them. */
  readonly #queue = new Map<string, PodInfo>()
  readonly #waiting = new Map<string, { pod: PodInfo; message: string }>()
  #retrying: NodeJS.Timeout | undefined
  #running = false
  #stopped = false

  constructor(cluster: Cluster, pods: Index<PodInfo>) {
    this.#cluster = cluster
    this.#pods = pods
    this.#client = new Client(cluster, { username: 'system:kube-scheduler', manager: 'kube-scheduler' })
    this.#recorder = new Recorder(cluster, { component })
    const definition = cluster.registry.builtIn('/v1/nodes')
    this.#nodeIndex = new Index(cluster, { definition, read: readNode })
    this.#nodeIndex.follow((change) => this.#seeNode(change))
    this.#claims = new Index(cluster, {
      definition: cluster.registry.builtIn('/v1/persistentvolumeclaims'),
      read: () => true,
    })
    this.#claims.follow(({ previous }) => {
      if (previous === undefined) this.#retry()
    })
    pods.follow((change) => this.#seePod(change))
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#retrying)
    this.#nodeIndex.stop()
    this.#claims.stop()
  }

  #seeNode({ current, previous }: Change<NodeSpec>): void {
    if (current === undefined) {
      if (previous !== undefined) this.#nodes.delete(previous.name)
      return
    }
    const known = this.#nodes.get(current.name)
    if (known === undefined) {
      const node = new NodeInfo(current)
      for (const pod of this.#pods.by('node', current.name)) if (!pod.ended) this.#place(pod, node)
      this.#nodes.set(current.name, node)
    } else {
      if (sameJson(known.spec, current)) return
      known.spec = current
    }
    this.#retry()
  }

  #seePod({ current, previous }: Change<PodInfo>): void {
    if (previous !== undefined && previous.uid !== current?.uid) this.#forget(previous)
    if (current === undefined) return
    if (current.nodeName === '') {
      this.#enqueue(current)
      return
    }
    this.#queue.delete(current.uid)
    this.#waiting.delete(current.uid)
    if (current.ended) {
      this.#forget(current)
      return
    }
    const node = this.#nodes.get(current.nodeName)
    if (node === undefined) return
    this.#place(current, node)
    for (const { pod } of this.#waiting.values())
      if (pod.near.length + pod.spread.length > 0) this.#again(pod)
  }

  #place(pod: PodInfo, node: NodeInfo): void {
    node.add(pod)
    if (pod.apart.length > 0) this.#repelling.set(pod.uid, { pod, node })
  }

  /** A pod that leaves its node makes room for others. */
  #forget({ uid, nodeName }: PodInfo): void {
    this.#queue.delete(uid)
    this.#waiting.delete(uid)
    this.#repelling.delete(uid)
    const node = this.#nodes.get(nodeName)
    if (node?.pods.has(uid) !== true) return
    node.remove(uid)
    this.#retry()
  }

  #enqueue(pod: PodInfo): void {
    const { uid, schedulerName, gated, deleting } = pod
    if (schedulerName !== component || gated || deleting) {
      this.#queue.delete(uid)
      this.#waiting.delete(uid)
      return
    }
    const waiting = this.#waiting.get(uid)
    if (waiting !== undefined && sameNeeds(waiting.pod, pod)) return
    this.#again(pod)
  }

  /** Looks at all waiting pods again, soon: what changes comes in numbers, and the more wait, the more it costs. */
  #retry(): void {
    if (this.#waiting.size === 0 || this.#retrying !== undefined || this.#stopped) return
    this.#retrying = setTimeout(
      () => {
        this.#retrying = undefined
        for (const { pod } of this.#waiting.values()) this.#again(pod)
      },
      soonest + this.#waiting.size * patience,
    )
  }

  #again(pod: PodInfo): void {
    this.#queue.set(pod.uid, pod)
    if (this.#running || this.#stopped) return
    this.#running = true
    this.#run().catch((error: unknown) => this.#cluster.report(error))
  }

  async #run(): Promise<void> {
    // Changes come within a commit, and more of them may come with it.
    await Promise.resolve()
    try {
      while (this.#queue.size > 0 && !this.#stopped) await this.#decide(this.#take())
    } finally {
      this.#running = false
    }
  }

  /** The next pods by priority, then by age. */
  #take(): PodInfo[] {
    const next = [...this.#queue.values()]
      .sort((one, other) => other.priority - one.priority || compare(one.createdAt, other.createdAt))
      .slice(0, mostAtOnce)
    for (const { uid } of next) this.#queue.delete(uid)
    return next
  }

  async #decide(batch: readonly PodInfo[]): Promise<void> {
    const nodes = [...this.#nodes.values()]
    const chosen: { pod: PodInfo; node: NodeInfo }[] = []
    for (const pod of batch) {
      const missing = pod.claims.find((name) => this.#claims.get(pod.namespace, name) === undefined)
      if (missing !== undefined) {
        this.#reject(pod, refusedMessage(pod, nodes.length, `persistentvolumeclaim "${missing}" not found`))
        continue
      }
      const choice = choose(pod, nodes, new Topology(nodes, this.#repelling))
      if ('node' in choice) {
        const { node } = choice
        this.#place({ ...pod, nodeName: node.name }, node)
        chosen.push({ pod, node })
      } else {
        this.#reject(pod, choice.message)
      }
    }
    if (chosen.length === 0) return
    try {
      const done = await this.#bind(chosen)
      for (const { pod, node } of chosen) {
        if (done.has(pod.uid)) this.#tellOf(pod, node)
        else this.#resync(pod, node)
      }
    } catch (error) {
      if (this.#stopped) return
      // What could not be stored, on a full disk for instance, is decided anew a little later.
      this.#cluster.report(error)
      for (const { pod, node } of chosen) {
        node.remove(pod.uid)
        this.#repelling.delete(pod.uid)
        this.#waiting.set(pod.uid, { pod, message: '' })
      }
      this.#retry()
    }
  }

  /** Writes what was decided; returns the uids of the pods that got their node. */
  async #bind(chosen: readonly { pod: PodInfo; node: NodeInfo }[]): Promise<Set<string>> {
    return await this.#cluster.store.write((transaction) => {
      const now = this.#cluster.timestamp()
      const done = new Set<string>()
      for (const { pod, node } of chosen) {
        try {
          const { namespace, name, uid } = pod
          bind(transaction, now, { namespace, name, uid, nodeName: node.name })
          done.add(uid)
        } catch (error) {
          if (!(error instanceof StatusError)) throw error
        }
      }
      return done
    })
  }

  #tellOf(pod: PodInfo, node: NodeInfo): void {
    const message = `Successfully assigned ${keyOf(pod)} to ${node.name}`
    this.#recorder.record(referenceTo(pod), { type: 'Normal', reason: 'Scheduled', message })
  }

  /** Somebody else was faster: what is known of the pod counts, not what was decided. */
  #resync(pod: PodInfo, node: NodeInfo): void {
    const current = this.#pods.get(pod.namespace, pod.name)
    if (current?.uid === pod.uid && current.nodeName === node.name) return
    node.remove(pod.uid)
    this.#repelling.delete(pod.uid)
    if (current !== undefined) this.#seePod({ current, previous: undefined })
  }

  #reject(pod: PodInfo, message: string): void {
    const known = this.#waiting.get(pod.uid)
    this.#waiting.set(pod.uid, { pod, message })
    if (known?.message === message) return
    this.#recorder.record(referenceTo(pod), { type: 'Warning', reason: 'FailedScheduling', message })
    const now = this.#cluster.timestamp()
    this.#client
      .editStatus(podDefinition, pod, (object) =>
        object.metadata.uid === pod.uid ? withUnschedulable(object, message, now) : object,
      )
      .catch((error: unknown) => this.#cluster.report(error))
  }
}

/** Whether a change of the pod, such as of its conditions, is none for the scheduler. */
function sameNeeds(one: PodInfo, other: PodInfo): boolean {
  return sameJson({ ...one, resourceVersion: '' }, { ...other, resourceVersion: '' })
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function referenceTo({ namespace, name, uid, resourceVersion }: PodInfo): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, uid, resourceVersion } }
}
