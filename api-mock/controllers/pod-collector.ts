import { pods } from '#api-mock/builtin/pods.ts'
import type { Client } from '#api-mock/client/client.ts'
import { Worker } from '#api-mock/client/worker.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { toolsOf } from './context.ts'
import type { ManagerContext } from './context.ts'
import type { NodeIndex } from './nodes.ts'
import type { PodEntry } from './pods.ts'

/** A node may come back under its name within this time, in milliseconds. */
const patience = 40_000
/** So many pods that have ended are kept. */
const mostEnded = 12_500

/** The key of the work that is about no node. */
const ended = ''

/** Clears away pods whose node is gone, and the oldest of too many that have ended. */
export class PodCollector {
  readonly #context: ManagerContext
  readonly #nodes: NodeIndex
  readonly #client: Client
  readonly #worker: Worker
  readonly #ended = new Set<string>()

  constructor(context: ManagerContext, nodes: NodeIndex) {
    this.#context = context
    this.#nodes = nodes
    this.#client = toolsOf(context.cluster, 'pod-garbage-collector').client
    this.#worker = new Worker((key) => this.#sync(key), context.cluster.report)
    nodes.follow(({ current, previous }) => {
      if (current === undefined && previous !== undefined) this.#worker.add(previous.name, patience)
    })
    context.pods.follow(({ current, previous }) => {
      const { uid = '' } = current ?? previous ?? {}
      if (current === undefined || !hasEnded(current.phase)) this.#ended.delete(uid)
      else this.#ended.add(uid)
      if (this.#ended.size > mostEnded) this.#worker.add(ended)
      if (current === undefined || current.nodeName === '' || current.nodeName === previous?.nodeName) return
      if (nodes.get('', current.nodeName) === undefined) this.#worker.add(current.nodeName, patience)
    })
  }

  stop(): void {
    this.#worker.stop()
  }

  async #sync(nodeName: string): Promise<void> {
    if (nodeName === ended) {
      const all = [...this.#context.pods.all()].filter(({ phase }) => hasEnded(phase))
      const surplus = Math.max(0, all.length - mostEnded)
      await this.#remove(all.sort((one, other) => one.createdAt - other.createdAt).slice(0, surplus))
    } else if (this.#nodes.get('', nodeName) === undefined) {
      await this.#remove(this.#context.pods.by('node', nodeName))
    }
  }

  async #remove(lost: readonly PodEntry[]): Promise<void> {
    await Promise.all(
      lost.map((pod) => this.#client.remove(pods, pod, { uid: pod.uid, gracePeriodSeconds: 0 })),
    )
  }
}
