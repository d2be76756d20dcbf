import type { Cluster } from '#api-mock/cluster.ts'
import { indexPods } from '#api-mock/scheduler/pod-info.ts'
import { Scheduler } from '#api-mock/scheduler/scheduler.ts'
import { NodeKeeper } from './node-keeper.ts'

export interface NodeOptions {
  /** How many nodes the cluster has; without any there is neither a scheduler nor a kubelet. */
  nodes?: number
  /** What their names begin with. */
  nodePrefix?: string
}

/** Gives a cluster nodes and what runs pods on them; they share what is known of the pods. */
export async function runNodes(cluster: Cluster, options: NodeOptions): Promise<{ stop: () => void }> {
  const { nodes = 0, nodePrefix = 'cluster' } = options
  const pods = indexPods(cluster)
  const keeper = new NodeKeeper(cluster, pods)
  await keeper.register(nodes, nodePrefix)
  const parts = [keeper, new Scheduler(cluster, pods), pods]
  return {
    stop: () => {
      for (const part of parts) part.stop()
    },
  }
}
