import type { Cluster } from '#api-mock/cluster.ts'
import { indexPods } from '#api-mock/scheduler/pod-info.ts'
import { Shells } from '#api-mock/shell/shells.ts'
import { Scheduler } from '#api-mock/scheduler/scheduler.ts'
import { Kubelet } from './kubelet.ts'
import type { OutputSink } from './kubelet.ts'
import { OutputStore } from './output-store.ts'
import { PodAccess } from './pod-access.ts'
import { Runtime } from './runtime.ts'
import { Metrics } from './metrics.ts'
import { NodeKeeper } from './node-keeper.ts'
import type { Pace } from './surroundings.ts'
import { World } from './world.ts'

export interface NodeOptions {
  /** How many nodes the cluster has; without any there is neither a scheduler nor a kubelet. */
  nodes?: number
  /** What their names begin with. */
  nodePrefix?: string
  /** How fast pods start, and how soon what failed is tried again; 1 unless given. */
  pace?: Partial<Pace>
}

/** Gives a cluster nodes and what runs pods on them; they share what is known of the pods. */
export async function runNodes(
  cluster: Cluster,
  options: NodeOptions & { path: string },
): Promise<{ runtime: Runtime; stop: () => void }> {
  const { nodes = 0, nodePrefix = 'cluster', pace } = options
  const pods = indexPods(cluster)
  const keeper = new NodeKeeper(cluster, pods)
  await keeper.register(nodes, nodePrefix)
  const world = new World(cluster, { start: 1, backOff: 1, ...pace })
  const output = new OutputStore(options.path === ':memory:' ? options.path : `${options.path}.output`)
  output.keepOnly(new Set([...pods.all()].map(({ uid }) => uid)))
  const runtime = new Runtime(cluster, world, output)
  const shells = new Shells()
  const access = new PodAccess(cluster, runtime, shells)
  cluster.podRuntime = access
  const sink: OutputSink = {
    lastWords: noteOf(runtime),
    ended: (uid) => runtime.end(uid),
    forget: (uid) => {
      output.forget(uid)
      access.forget(uid)
    },
  }
  new Metrics(cluster, { pods, world }).serve()
  const kubelet = new Kubelet(cluster, { pods, world, sink })
  runtime.exit = (pod, container, exitCode) => kubelet.exit(pod, container, exitCode)
  runtime.lookAt = (pod) => kubelet.lookAt(pod)
  const parts = [keeper, new Scheduler(cluster, pods), kubelet, pods]
  return {
    runtime,
    stop: () => {
      for (const part of parts) part.stop()
      output.close()
      void shells.close()
    },
  }
}

function noteOf({ output }: Runtime): OutputSink['lastWords'] {
  return ({ uid }, { container, restart, at, lines }) => {
    output.forgetBefore({ uid, container, restart })
    for (const text of lines) output.append({ uid, container, restart }, { at, text })
  }
}
