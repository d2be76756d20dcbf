import { milliValue, parseQuantity, value } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Client } from '#server/cluster/client.ts'
import { addAmounts, nothing, type Amounts } from './choose-cluster.ts'

/** What the nodes of a cluster give to pods, and what its pods ask for. */
export interface Measured {
  allocatable: Amounts
  requested: Amounts
}

type Quantities = Record<string, string | undefined>

interface Node extends KubeObject {
  spec?: { unschedulable?: boolean }
  status?: { allocatable?: Quantities; conditions?: { type: string; status: string }[] }
}

interface Container {
  restartPolicy?: string
  resources?: { requests?: Quantities }
}

interface Pod extends KubeObject {
  spec?: { containers?: Container[]; initContainers?: Container[]; overhead?: Quantities }
}

/** A cluster with thousands of pods is read in parts, so that no one answer is large. */
const podsAtOnce = '500'

/** Asks a cluster for its nodes and for all pods that are not over. */
export async function measure(client: Pick<Client, 'list'>): Promise<Measured> {
  const nodes = await client.list<Node>('/api/v1/nodes')
  const allocatable = nodes.items.filter(takesPods).reduce((sum, { status }) => {
    const { cpu, memory } = amountsOf(status?.allocatable)
    return addAmounts(sum, { cpu, memory, pods: numberOf(status?.allocatable?.['pods'], value) })
  }, nothing)
  let requested = nothing
  let next: string | undefined = ''
  while (next !== undefined) {
    const query: Record<string, string> = {
      limit: podsAtOnce,
      fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
      ...(next === '' ? {} : { continue: next }),
    }
    const page = await client.list<Pod>('/api/v1/pods', query)
    for (const pod of page.items) requested = addAmounts(requested, requestsOf(pod))
    next = page.metadata.continue || undefined
  }
  return { allocatable, requested }
}

function takesPods({ spec, status }: Node): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  return spec?.unschedulable !== true && ready?.status === 'True'
}

/** What the scheduler counts for a pod: all containers together, or an init container that asks for more. */
export function requestsOf({ spec }: Pod): Amounts {
  const { containers = [], initContainers = [], overhead } = spec ?? {}
  const own = (container: Container) => amountsOf(container.resources?.requests)
  const beside = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always')
  const steady = [...containers, ...beside].map(own).reduce((sum, each) => addAmounts(sum, each), nothing)
  const { cpu, memory } = initContainers.map(own).reduce(largest, steady)
  return { ...addAmounts({ cpu, memory, pods: 1 }, amountsOf(overhead)) }
}

function largest(one: Amounts, other: Amounts): Amounts {
  return { cpu: Math.max(one.cpu, other.cpu), memory: Math.max(one.memory, other.memory), pods: 0 }
}

function amountsOf(quantities: Quantities = {}): Amounts {
  return {
    cpu: numberOf(quantities['cpu'], milliValue),
    memory: numberOf(quantities['memory'], value),
    pods: 0,
  }
}

function numberOf(text: string | undefined, read: typeof value): number {
  const quantity = parseQuantity(text ?? '')
  return quantity === undefined ? 0 : read(quantity)
}
