import type { KubeObject } from '#kube/types.ts'
import { pods as podDefinition } from '#api-mock/builtin/pods.ts'
import type { Change, Index } from '#api-mock/client/object-index.ts'
import { keyOf } from '#api-mock/client/place.ts'
import { Recorder } from '#api-mock/client/recorder.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { beginDeletion } from '#api-mock/rest/deletion.ts'
import { trackFields } from '#api-mock/rest/fields.ts'
import type { PodInfo } from '#api-mock/scheduler/pod-info.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { advance, memoryOf } from './pod-life.ts'
import type { Step } from './pod-life.ts'
import type { LastWords, PodMemory } from './surroundings.ts'
import { Timers } from './timers.ts'
import type { World } from './world.ts'

/** So many pods are looked at in one go, so that requests are answered in between. */
const mostAtOnce = 64

/** After so many milliseconds pods are looked at again that could not be stored. */
const patience = 1000

interface Looked {
  info: PodInfo
  object: KubeObject
  step: Step
}

/** Where the containers' output goes that does not follow from their start. */
export interface OutputSink {
  lastWords(pod: PodInfo, words: LastWords): void
  /** Nothing of the pod runs any more. */
  ended(uid: string): void
  forget(uid: string): void
}

/**
 * Runs the pods of all nodes. A pod is looked at when it changes, when something that it waits for appears, and
 * when something of it is due; in between it costs nothing.
 */
export class Kubelet {
  readonly #cluster: Cluster
  readonly #world: World
  readonly #pods: Index<PodInfo>
  readonly #sink: OutputSink
  readonly #timers: Timers
  readonly #memories = new Map<string, PodMemory>()
  /** The pods to look at, by their key, and the revisions that were written here and need no look. */
  readonly #dirty = new Map<string, PodInfo>()
  readonly #written = new Map<string, string>()
  /** Pods that wait for another object, by namespace. */
  readonly #blocked = new Map<string, Set<string>>()
  readonly #recorders = new Map<string, Recorder>()
  readonly #unsubscribe: () => void
  #running = false
  #stopped = false

  constructor(cluster: Cluster, parts: { pods: Index<PodInfo>; world: World; sink: OutputSink }) {
    this.#cluster = cluster
    this.#world = parts.world
    this.#pods = parts.pods
    this.#sink = parts.sink
    this.#timers = new Timers(
      () => cluster.clock().getTime(),
      (keys) => this.#wake(keys),
    )
    const { referable } = this.#world
    this.#unsubscribe = cluster.store.subscribe((changes) => {
      for (const { resource, deleted, current } of changes) {
        if (deleted || !referable.has(resource)) continue
        const waiting = this.#blocked.get(current.namespace)
        this.#blocked.delete(current.namespace)
        if (waiting !== undefined) this.#wake([...waiting])
      }
    })
    parts.pods.follow((change) => this.#see(change))
  }

  stop(): void {
    this.#stopped = true
    this.#unsubscribe()
    this.#timers.stop()
  }

  /** Ends the main process of a container with a code, as if it had ended by itself. */
  exit({ metadata }: KubeObject, container: string, exitCode: number): void {
    const pod = this.#pods.get(metadata.namespace ?? '', metadata.name)
    if (pod === undefined || pod.uid !== metadata.uid || pod.ended) return
    memoryOf(this.#memoryOf(pod.uid), container).exited = exitCode
    this.#look(pod)
  }

  /** Looks at a pod because of something that is not in the store. */
  lookAt({ metadata }: KubeObject): void {
    this.#wake([`${metadata.namespace ?? ''}/${metadata.name}`])
  }

  #see({ current, previous }: Change<PodInfo>): void {
    if (previous !== undefined && previous.uid !== current?.uid) this.#forget(previous)
    if (current === undefined || current.nodeName === '') return
    if (current.ended && !current.deleting) {
      this.#release(current)
      return
    }
    if (this.#written.get(current.uid) === current.resourceVersion) this.#written.delete(current.uid)
    else this.#look(current)
  }

  #wake(keys: readonly string[]): void {
    for (const key of keys) {
      const [namespace = '', name = ''] = key.split('/')
      const pod = this.#pods.get(namespace, name)
      if (pod !== undefined) this.#look(pod)
    }
  }

  #look(pod: PodInfo): void {
    this.#dirty.set(keyOf(pod), pod)
    if (this.#running || this.#stopped) return
    this.#running = true
    this.#run().catch((error: unknown) => this.#cluster.report(error))
  }

  async #run(): Promise<void> {
    // Changes come within a commit, and more of them may come with it.
    await Promise.resolve()
    try {
      while (this.#dirty.size > 0 && !this.#stopped) await this.#advanceAll(this.#take())
    } finally {
      this.#running = false
    }
  }

  #take(): PodInfo[] {
    const next: PodInfo[] = []
    for (const [key, pod] of this.#dirty) {
      if (next.length === mostAtOnce) break
      this.#dirty.delete(key)
      next.push(pod)
    }
    return next
  }

  async #advanceAll(batch: readonly PodInfo[]): Promise<void> {
    const { store, clock, report } = this.#cluster
    try {
      const looked = await store.write((transaction) =>
        batch.flatMap((pod) => this.#advance(transaction, pod)),
      )
      if (!this.#stopped) for (const each of looked) this.#follow(each)
    } catch (error) {
      if (this.#stopped) return
      // What could not be stored, on a full disk for instance, is found out again a little later.
      report(error)
      for (const pod of batch) {
        this.#memories.delete(pod.uid)
        this.#timers.set(keyOf(pod), clock().getTime() + patience)
      }
    }
  }

  #advance(transaction: Transaction, info: PodInfo): Looked[] {
    const live = transaction.get(storageKey(podDefinition), info.namespace, info.name)
    if (live === undefined || live.metadata.uid !== info.uid) return []
    try {
      const object = toObject(podDefinition, live)
      const step = advance(object, this.#memoryOf(info.uid), this.#world.around(object))
      this.#write(transaction, object, step)
      // Before the commit: what it waits for may come with the same one.
      if (step.outcome.blocked) this.#block(info)
      return [{ info, object, step }]
    } catch (error) {
      // One pod that cannot be run must not keep the others from it.
      this.#cluster.report(error)
      return []
    }
  }

  #write(transaction: Transaction, object: KubeObject, { status, gone }: Step): void {
    const { namespace = '', name } = object.metadata
    const resource = storageKey(podDefinition)
    const now = this.#cluster.timestamp()
    if (status !== object.status) {
      const tracked = trackFields(
        { definition: podDefinition, subresource: 'status', now },
        { object: { ...object, status }, live: object, manager: 'kubelet' },
      )
      const stored = transaction.put(resource, namespace, name, tracked)
      this.#written.set(object.metadata.uid ?? '', String(stored.revision))
    }
    const live = gone ? transaction.get(resource, namespace, name) : undefined
    if (live === undefined) return
    const current = toObject(podDefinition, live)
    beginDeletion(transaction, podDefinition, { live, object: current, gracePeriodSeconds: 0, now })
  }

  /** What follows from a look once it is stored. */
  #follow({ info, object, step }: Looked): void {
    const { outcome, due, gone } = step
    for (const { reference } of outcome.pulled) this.#world.keepImage(info.nodeName, reference)
    for (const event of outcome.events) this.#recorderOf(info.nodeName).record(object, event)
    for (const words of outcome.lastWords) this.#sink.lastWords(info, words)
    if (gone) return
    this.#timers.set(keyOf(info), due)
  }

  #block({ namespace, name }: PodInfo): void {
    const waiting = this.#blocked.get(namespace) ?? new Set()
    this.#blocked.set(namespace, waiting.add(`${namespace}/${name}`))
  }

  #release({ uid, namespace, name }: PodInfo): void {
    this.#memories.delete(uid)
    this.#written.delete(uid)
    this.#world.forget(uid)
    this.#sink.ended(uid)
    this.#timers.set(`${namespace}/${name}`, undefined)
  }

  #forget(pod: PodInfo): void {
    this.#release(pod)
    this.#blocked.get(pod.namespace)?.delete(keyOf(pod))
    this.#sink.forget(pod.uid)
  }

  #memoryOf(uid: string): PodMemory {
    const known = this.#memories.get(uid)
    if (known !== undefined) return known
    const made: PodMemory = { containers: new Map() }
    this.#memories.set(uid, made)
    return made
  }

  #recorderOf(host: string): Recorder {
    const known = this.#recorders.get(host)
    if (known !== undefined) return known
    const made = new Recorder(this.#cluster, { component: 'kubelet', host })
    this.#recorders.set(host, made)
    return made
  }
}
