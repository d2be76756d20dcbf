import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { kindAt } from './context.ts'
import { Index } from './index.ts'
import type { Labels } from './selectors.ts'

/** What the controllers know of a node. */
export interface NodeEntry {
  name: string
  labels: Labels
  taints: Taint[]
}

export interface Taint {
  key: string
  value: string
  effect: string
}

export type NodeIndex = Index<NodeEntry>

export function indexNodes(cluster: Cluster): NodeIndex {
  return new Index(cluster, { definition: kindAt(cluster, '/v1/nodes'), read: readNode })
}

function readNode({ metadata, spec }: KubeObject): NodeEntry {
  return {
    name: metadata.name,
    labels: metadata.labels ?? {},
    taints: listOf(fieldsOf(spec).taints).map(({ key, value, effect }) => ({
      key: textOf(key),
      value: textOf(value),
      effect: textOf(effect),
    })),
  }
}

/** Whether a pod spec's node selector and required node affinity take a node. */
export function selectsNode(podSpec: Record<string, unknown>, { name, labels }: NodeEntry): boolean {
  const selector = Object.entries(fieldsOf(podSpec.nodeSelector))
  if (!selector.every(([key, value]) => labels[key] === value)) return false
  const { nodeAffinity } = fieldsOf(podSpec.affinity)
  const required = fieldsOf(fieldsOf(nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution)
  if (!Array.isArray(required.nodeSelectorTerms)) return true
  return listOf(required.nodeSelectorTerms).some(({ matchExpressions, matchFields }) => {
    const expressions = listOf(matchExpressions)
    const fields = listOf(matchFields)
    // A term of nothing takes no node.
    if (expressions.length + fields.length === 0) return false
    return (
      expressions.every((each) => holds(each, labels)) &&
      fields.every((each) => holds(each, { 'metadata.name': name }))
    )
  })
}

function holds({ key, operator, values }: Record<string, unknown>, labels: Labels): boolean {
  const value = labels[textOf(key)]
  const listed = Array.isArray(values) ? values.map(textOf) : []
  switch (operator) {
    case 'In':
      return value !== undefined && listed.includes(value)
    case 'NotIn':
      return value === undefined || !listed.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
      return value !== undefined && Number(value) > Number(listed[0])
    case 'Lt':
      return value !== undefined && Number(value) < Number(listed[0])
    default:
      return false
  }
}

/** Whether one of a pod's tolerations bears a taint. */
export function isTolerated(taint: Taint, tolerations: readonly Record<string, unknown>[]): boolean {
  return tolerations.some(({ key, operator, value, effect }) => {
    if (textOf(effect) !== '' && effect !== taint.effect) return false
    if (textOf(key) !== '' && key !== taint.key) return false
    if (operator === 'Exists') return true
    return textOf(key) !== '' && textOf(value) === taint.value
  })
}
