import { fitsTerm } from '#api-mock/pods/node-affinity.ts'
import { isTolerated } from '#api-mock/pods/taints.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import type { Topology } from './topology.ts'

/** How much a node suits a pod: the emptier, the fewer of the same kind, the more of its wishes. */
export function scoreOf(pod: PodInfo, node: NodeInfo, topology: Topology): number {
  return (
    freeShare(pod, node) +
    2 / (1 + node.countOf(pod.owner)) +
    2 * wishes(pod, node, topology) -
    3 * unwantedTaints(pod, node)
  )
}

/** What would be left, between 0 and 1, the mean of processors and memory. */
function freeShare({ load }: PodInfo, { spec, load: used }: NodeInfo): number {
  const { cpu = 0, memory = 0 } = spec.allocatable
  return (left(cpu, used.cpu + load.cpu) + left(memory, used.memory + load.memory)) / 2
}

function left(offered: number, used: number): number {
  return offered === 0 ? 0 : Math.max(0, 1 - used / offered)
}

/** Weights are from 1 to 100. */
function wishes(
  { preferredNodes, preferNear, preferApart }: PodInfo,
  { spec }: NodeInfo,
  topology: Topology,
): number {
  let sum = 0
  for (const { weight, term } of preferredNodes) if (fitsTerm(term, spec)) sum += weight / 100
  for (const term of preferNear) sum += (present(term) * term.weight) / 100
  for (const term of preferApart) sum -= (present(term) * term.weight) / 100
  return sum

  function present(term: PodInfo['near'][number]): number {
    return topology.countsOf(term).get(spec.labels[term.topologyKey] ?? '') ?? 0
  }
}

function unwantedTaints({ tolerations }: PodInfo, { spec }: NodeInfo): number {
  return spec.taints.filter(
    (taint) => taint.effect === 'PreferNoSchedule' && !isTolerated(taint, tolerations),
  ).length
}
