import { matchesLabels } from '#kube/selectors.ts'
import type { Labels } from '#kube/selectors.ts'
import { fitsNode } from '#api-mock/pods/node-affinity.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo, PodTerm, SpreadConstraint } from './pod-info.ts'

/**
 * Where the pods are that others want to be near to, away from, or spread like, by the nodes' labels. It is
 * for one pod's decision: what it finds out about a term is kept, since every node asks for the same.
 */
export class Topology {
  readonly #nodes: readonly NodeInfo[]
  /** The pods on any node that keep others away. */
  readonly #repelling: ReadonlyMap<string, { pod: PodInfo; node: NodeInfo }>
  readonly #counts = new Map<PodTerm | SpreadConstraint, Map<string, number>>()
  #forbidden: Map<string, Set<string>> | undefined

  constructor(
    nodes: readonly NodeInfo[],
    repelling: ReadonlyMap<string, { pod: PodInfo; node: NodeInfo }> = new Map(),
  ) {
    this.#nodes = nodes
    this.#repelling = repelling
  }

  /** Whether every pod that it must be near to is there; the first of its own kind may go anywhere. */
  hasNear(pod: PodInfo, labels: Labels): boolean {
    return pod.near.every((term) => {
      const value = labels[term.topologyKey]
      if (value === undefined) return false
      const counts = this.countsOf(term)
      return (counts.get(value) ?? 0) > 0 || (counts.size === 0 && isMeant(term, pod))
    })
  }

  isApart({ apart }: PodInfo, labels: Labels): boolean {
    return apart.every((term) => (this.countsOf(term).get(labels[term.topologyKey] ?? '') ?? 0) === 0)
  }

  /** Whether a pod that is there already keeps this one away. */
  isTakenBy(pod: PodInfo, labels: Labels): boolean {
    if (this.#repelling.size === 0) return false
    this.#forbidden ??= this.#forbiddenTo(pod)
    for (const [key, values] of this.#forbidden) if (values.has(labels[key] ?? '')) return true
    return false
  }

  /** By how much a topology would have more matching pods than the emptiest one, this pod included. */
  skewWith(pod: PodInfo, constraint: SpreadConstraint, value: string): number {
    const { topologyKey, minDomains, selector } = constraint
    const counts = this.#spreadOf(pod, constraint)
    const least = counts.size < minDomains ? 0 : Math.min(...counts.values())
    const own = selector !== undefined && matchesLabels(selector, pod.labels) ? 1 : 0
    return (counts.get(value) ?? 0) + own - (topologyKey === '' ? 0 : least)
  }

  /** How many matching pods each topology has; only topologies with some. */
  countsOf(term: PodTerm): Map<string, number> {
    const known = this.#counts.get(term)
    if (known !== undefined) return known
    const counts = new Map<string, number>()
    for (const { spec, pods } of this.#nodes) {
      const value = spec.labels[term.topologyKey]
      if (value === undefined) continue
      for (const pod of pods.values()) if (isMeant(term, pod)) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    this.#counts.set(term, counts)
    return counts
  }

  /** How many matching pods each topology has that the pod could be in, empty ones included. */
  #spreadOf(pod: PodInfo, constraint: SpreadConstraint): Map<string, number> {
    const known = this.#counts.get(constraint)
    if (known !== undefined) return known
    const counts = new Map<string, number>()
    const { selector, topologyKey } = constraint
    for (const { spec, pods } of this.#nodes) {
      const value = spec.labels[topologyKey]
      // Nodes that a pod's own selector rules out do not count for its spreading.
      if (value === undefined || !fitsNode(pod, spec)) continue
      let count = counts.get(value) ?? 0
      for (const { labels, namespace, deleting } of pods.values()) {
        if (deleting || namespace !== pod.namespace || selector === undefined) continue
        if (matchesLabels(selector, labels)) count += 1
      }
      counts.set(value, count)
    }
    this.#counts.set(constraint, counts)
    return counts
  }

  #forbiddenTo(pod: PodInfo): Map<string, Set<string>> {
    const forbidden = new Map<string, Set<string>>()
    for (const { pod: other, node } of this.#repelling.values()) {
      for (const term of other.apart) {
        const value = node.spec.labels[term.topologyKey]
        if (value === undefined || !isMeant(term, pod)) continue
        forbidden.set(term.topologyKey, (forbidden.get(term.topologyKey) ?? new Set()).add(value))
      }
    }
    return forbidden
  }
}

function isMeant({ selector, namespaces }: PodTerm, { labels, namespace }: PodInfo): boolean {
  return selector !== undefined && namespaces.includes(namespace) && matchesLabels(selector, labels)
}
