import { StatusError } from '#kube/status.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Place } from '#api-mock/client/place.ts'
import { Worker } from '#api-mock/client/worker.ts'
import { read } from '#api-mock/controllers/context.ts'
import { readPlace } from './context.ts'
import type { SyncContext } from './context.ts'
import type { PodEntry } from './pod-entry.ts'
import { pseudoNode } from './pseudo-node.ts'

const nodes = builtIn('/v1/nodes')

/** Shows inside the nodes of the host on which pods of the virtual cluster run, and no others. */
export class NodeSync {
  readonly #context: SyncContext
  readonly #pods: Index<PodEntry>
  readonly #nodes: Index<Place>
  readonly #worker: Worker

  /** `pods` are those inside, which are found by `node`. */
  constructor(context: SyncContext, pods: Index<PodEntry>) {
    const { cluster } = context.guest
    this.#context = context
    this.#pods = pods
    this.#nodes = new Index(cluster, { definition: nodes, read: readPlace })
    this.#worker = new Worker((name) => this.#sync(name), cluster.report)
    this.#nodes.follow(({ current, previous }) => this.#worker.add((current ?? previous)?.name ?? ''))
    pods.follow(({ current, previous }) => {
      if (current?.nodeName === previous?.nodeName) return
      for (const name of [current?.nodeName, previous?.nodeName]) {
        if (name !== undefined && name !== '') this.#worker.add(name)
      }
    })
  }

  stop(): void {
    this.#worker.stop()
    this.#nodes.stop()
  }

  /** Makes a node be seen before a pod is bound to it; false where the host has none of that name any more. */
  async ensure(name: string): Promise<boolean> {
    if (this.#nodes.get('', name) !== undefined) return true
    const { inside, guest } = this.#context
    const host = read(guest.host, nodes, { namespace: '', name })
    if (host === undefined) return false
    const { spec: _spec, ...node } = pseudoNode(host, guest.cluster.timestamp())
    try {
      await inside.create(nodes, node)
    } catch (error) {
      // Another pod has come to it at the same time.
      if (!(error instanceof StatusError) || error.code !== 409) throw error
    }
    // A new node has a taint until its kubelet says that it is ready, and this one has none.
    await inside.edit(nodes, { namespace: '', name }, (object) => ({ ...object, spec: {} }))
    return true
  }

  async #sync(name: string): Promise<void> {
    const shown = this.#nodes.get('', name) !== undefined
    const needed = this.#pods.by('node', name).some(({ daemon }) => !daemon)
    if (shown && !needed) await this.#context.inside.remove(nodes, { namespace: '', name })
    // Somebody has taken it away, or the pod was bound to it in another way.
    if (!shown && needed) await this.ensure(name)
  }
}
