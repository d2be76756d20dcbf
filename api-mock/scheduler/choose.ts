import { findMisfit } from './filters.ts'
import type { Misfit } from './filters.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import { scoreOf } from './score.ts'
import type { Topology } from './topology.ts'

export type Choice = { node: NodeInfo } | { message: string }

/** The best node for a pod, the first by order where several are; or why there is none. */
export function choose(pod: PodInfo, nodes: readonly NodeInfo[], topology: Topology): Choice {
  let best: NodeInfo | undefined
  let bestScore = -Infinity
  const misfits: Misfit[] = []
  for (const node of nodes) {
    const misfit = findMisfit(pod, node, topology)
    if (misfit !== undefined) {
      misfits.push(misfit)
      continue
    }
    const score = scoreOf(pod, node, topology)
    if (score > bestScore) {
      best = node
      bestScore = score
    }
  }
  return best === undefined ? { message: fitMessage(pod, misfits) } : { node: best }
}

/** What kube-scheduler says of a pod that no node of so many can take, whatever runs on it. */
export function refusedMessage({ preempts }: PodInfo, nodes: number, why: string): string {
  if (nodes === 0) return noNodes
  const none = `0/${nodes} nodes are available:`
  return `${none} ${why}. preemption: ${preempts ? `${none} ${nodes} ${helpless}.` : ineligible}`
}

/** What kube-scheduler says of a pod that fits nowhere. */
function fitMessage({ preempts }: PodInfo, misfits: readonly Misfit[]): string {
  if (misfits.length === 0) return noNodes
  const none = `0/${misfits.length} nodes are available:`
  const reasons = histogram(misfits.flatMap(({ reasons: each }) => each))
  const preemption = preempts
    ? `${none} ${histogram(misfits.map(({ final }) => (final ? helpless : victimless)))}.`
    : ineligible
  return `${none} ${reasons}. preemption: ${preemption}`
}

const noNodes = 'no nodes available to schedule pods'
const ineligible = 'not eligible due to preemptionPolicy=Never.'
const helpless = 'Preemption is not helpful for scheduling'
const victimless = 'No preemption victims found for incoming pod'

/** Each text with how often it occurs, sorted as texts. */
function histogram(texts: readonly string[]): string {
  const counts = Map.groupBy(texts, (text) => text)
  return [...counts]
    .map(([text, all]) => `${all.length} ${text}`)
    .sort()
    .join(', ')
}
