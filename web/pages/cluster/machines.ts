import type { KubeObject } from '#kube/types.ts'
import type { Watchable } from '#web/data/fold.ts'
import { slim, type Collection } from '#web/data/inside.ts'
import { fieldsOf, listOf, textOf, type Fields } from '#web/pages/inside/fields.ts'
import { amountOf } from '#web/quota/resource-quotas.ts'
import { objectState, type ObjectState } from '#web/pages/resources/object-state.ts'

/** Cores, bytes, and how many pods. */
export interface Amounts {
  cpu: number
  memory: number
  pods: number
}

/** A machine of a cluster: how it is, and what it has for pods. */
export interface NodeRow extends Watchable {
  state: ObjectState
  version: string
  /** Whether new pods may be put on it. */
  open: boolean
  allocatable: Amounts
}

/** A pod as far as it takes up room. */
export interface PodRow extends Watchable {
  node: string
  requested: Amounts
}

export const nodeRows: Collection<NodeRow> = {
  group: '',
  version: 'v1',
  plural: 'nodes',
  as: 'objects',
  shape: 'capacity',
  keep: nodeOf,
}

/** Those that are over take no room. */
export const podRequests: Collection<PodRow> = {
  group: '',
  version: 'v1',
  plural: 'pods',
  as: 'objects',
  fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
  shape: 'requests',
  keep: ({ metadata, spec }) => ({
    metadata: slim(metadata),
    node: textOf(fieldsOf(spec)['nodeName']),
    requested: requestsOf(fieldsOf(spec)),
  }),
}

export function nodeOf(node: KubeObject): NodeRow {
  const status = fieldsOf(node['status'])
  const state = objectState('Node', node) ?? { tone: 'unknown', words: 'Not known' }
  return {
    metadata: slim(node.metadata),
    state,
    version: textOf(fieldsOf(status['nodeInfo'])['kubeletVersion']),
    open: state.tone === 'good',
    allocatable: amountsOf(fieldsOf(status['allocatable'])),
  }
}

const nothing: Amounts = { cpu: 0, memory: 0, pods: 0 }

/** What the scheduler counts for a pod: all containers together, or an init container that asks for more. */
export function requestsOf(spec: Fields): Amounts {
  const inits = listOf(spec['initContainers'])
  const beside = inits.filter(({ restartPolicy }) => restartPolicy === 'Always')
  const steady = added([...listOf(spec['containers']), ...beside].map(askedBy))
  const { cpu, memory } = inits.map(askedBy).reduce(largest, steady)
  return added([
    { cpu, memory, pods: 1 },
    { ...amountsOf(fieldsOf(spec['overhead'])), pods: 0 },
  ])
}

function askedBy({ resources }: Fields): Amounts {
  return { ...amountsOf(fieldsOf(fieldsOf(resources)['requests'])), pods: 0 }
}

function largest(one: Amounts, other: Amounts): Amounts {
  return { cpu: Math.max(one.cpu, other.cpu), memory: Math.max(one.memory, other.memory), pods: 0 }
}

export function added(amounts: readonly Amounts[]): Amounts {
  return amounts.reduce(
    (sum, { cpu, memory, pods }) => ({
      cpu: sum.cpu + cpu,
      memory: sum.memory + memory,
      pods: sum.pods + pods,
    }),
    nothing,
  )
}

/** What the pods on each machine ask for; those that wait for one are under an empty name. */
export function requestedByNode(pods: readonly PodRow[]): Map<string, Amounts> {
  const sums = new Map<string, Amounts>()
  for (const { node, requested } of pods) sums.set(node, added([sums.get(node) ?? nothing, requested]))
  return sums
}

function amountsOf({ cpu, memory, pods }: Fields): Amounts {
  return { cpu: amountOf(cpu) ?? 0, memory: amountOf(memory) ?? 0, pods: amountOf(pods) ?? 0 }
}
