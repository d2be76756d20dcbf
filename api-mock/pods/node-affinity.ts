import type { JsonObject } from '#kube/json.ts'
import { requirementsOfNodes } from '#kube/label-selector.ts'
import { matchesLabels } from '#kube/selectors.ts'
import type { LabelSelector, Labels } from '#kube/selectors.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'

/** A term of a node affinity: labels and `metadata.name` of a node, both must fit. */
export interface NodeTerm {
  labels: LabelSelector
  names: LabelSelector
}

/** Which nodes a pod may be on, by their labels and names. */
export interface NodeAffinity {
  nodeSelector: Labels
  /** One of them must fit where there are any. */
  nodeTerms: readonly NodeTerm[] | undefined
}

interface NamedNode {
  name: string
  labels: Labels
}

export function readNodeAffinity({ nodeSelector, affinity }: JsonObject): NodeAffinity {
  const required = fieldsOf(fieldsOf(affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution
  const { nodeSelectorTerms } = fieldsOf(required)
  return {
    nodeSelector: Object.fromEntries(
      Object.entries(fieldsOf(nodeSelector)).map(([key, value]) => [key, textOf(value)]),
    ),
    nodeTerms: Array.isArray(nodeSelectorTerms) ? readNodeTerms(nodeSelectorTerms) : undefined,
  }
}

/** Reads `v1.NodeSelectorTerm`s; an empty one fits no node. */
export function readNodeTerms(terms: unknown): NodeTerm[] {
  return listOf(terms).flatMap(({ matchExpressions, matchFields }) => {
    const labels = requirementsOfNodes(matchExpressions)
    const names = requirementsOfNodes(matchFields)
    if (labels === undefined || names === undefined || labels.length + names.length === 0) return []
    return [{ labels, names }]
  })
}

export function fitsTerm({ labels, names }: NodeTerm, node: NamedNode): boolean {
  return matchesLabels(labels, node.labels) && matchesLabels(names, { 'metadata.name': node.name })
}

export function fitsNode({ nodeSelector, nodeTerms }: NodeAffinity, node: NamedNode): boolean {
  for (const key in nodeSelector) if (node.labels[key] !== nodeSelector[key]) return false
  return nodeTerms === undefined || nodeTerms.some((term) => fitsTerm(term, node))
}
