import { fitsNode } from '#api-mock/pods/node-affinity.ts'
import { isTolerated } from '#api-mock/pods/taints.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import type { Topology } from './topology.ts'

/** Why a node does not take a pod, in the words of kube-scheduler. */
export interface Misfit {
  reasons: readonly string[]
  /** Whether the node would not take it either if other pods made room. */
  final: boolean
}

type Filter = (pod: PodInfo, node: NodeInfo, topology: Topology) => Misfit | undefined

/** In kube-scheduler's order: the first one that refuses gives the reasons. */
const filters: readonly Filter[] = [
  isSchedulable,
  isUntainted,
  hasAffinity,
  hasPorts,
  hasRoom,
  isSpread,
  isNear,
]

/** Why the node cannot take the pod, or undefined where it can. */
export function findMisfit(pod: PodInfo, node: NodeInfo, topology: Topology): Misfit | undefined {
  for (const filter of filters) {
    const misfit = filter(pod, node, topology)
    if (misfit !== undefined) return misfit
  }
  return undefined
}

function isSchedulable({ tolerations }: PodInfo, { spec }: NodeInfo): Misfit | undefined {
  const taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }
  if (!spec.unschedulable || isTolerated(taint, tolerations)) return undefined
  return { reasons: ['node(s) were unschedulable'], final: true }
}

function isUntainted({ tolerations }: PodInfo, { spec }: NodeInfo): Misfit | undefined {
  for (const taint of spec.taints) {
    if (taint.effect === 'PreferNoSchedule' || isTolerated(taint, tolerations)) continue
    return { reasons: ['node(s) had untolerated taint(s)'], final: true }
  }
  return undefined
}

function hasAffinity(pod: PodInfo, { spec }: NodeInfo): Misfit | undefined {
  if (fitsNode(pod, spec)) return undefined
  return { reasons: ["node(s) didn't match Pod's node affinity/selector"], final: true }
}

function hasPorts({ ports }: PodInfo, node: NodeInfo): Misfit | undefined {
  if (!ports.some((port) => node.isTaken(port))) return undefined
  return { reasons: ["node(s) didn't have free ports for the requested pod ports"], final: false }
}

function hasRoom({ requests }: PodInfo, { spec, pods, requested }: NodeInfo): Misfit | undefined {
  const { allocatable } = spec
  let reasons: string[] | undefined
  let final = false
  if (pods.size + 1 > (allocatable.pods ?? 0)) reasons = ['Too many pods']
  for (const name in requests) {
    const asked = requests[name] ?? 0
    const offered = allocatable[name] ?? 0
    if (asked === 0 || asked <= offered - (requested[name] ?? 0)) continue
    reasons = [...(reasons ?? []), `Insufficient ${name}`]
    final ||= asked > offered
  }
  return reasons === undefined ? undefined : { reasons, final }
}

function isSpread(pod: PodInfo, { spec }: NodeInfo, topology: Topology): Misfit | undefined {
  const unmatched = "node(s) didn't match pod topology spread constraints"
  for (const constraint of pod.spread) {
    const value = spec.labels[constraint.topologyKey]
    if (value === undefined) return { reasons: [`${unmatched} (missing required label)`], final: true }
    if (topology.skewWith(pod, constraint, value) > constraint.maxSkew) {
      return { reasons: [unmatched], final: false }
    }
  }
  return undefined
}

function isNear(pod: PodInfo, { spec }: NodeInfo, topology: Topology): Misfit | undefined {
  if (!topology.hasNear(pod, spec.labels)) {
    return { reasons: ["node(s) didn't match pod affinity rules"], final: true }
  }
  if (!topology.isApart(pod, spec.labels)) {
    return { reasons: ["node(s) didn't match pod anti-affinity rules"], final: false }
  }
  if (!topology.isTakenBy(pod, spec.labels)) return undefined
  return { reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"], final: false }
}
