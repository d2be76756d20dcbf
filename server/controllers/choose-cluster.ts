import { compareText } from '#kube/compare-text.ts'

/** An amount of what pods ask for: thousandths of a processor, bytes, and pods. */
export interface Amounts {
  cpu: number
  memory: number
  pods: number
}

/** What a cluster has for what may be put on it. */
export interface ClusterRoom {
  name: string
  /** What its nodes give to pods. */
  allocatable: Amounts
  /** What pods ask for already. */
  requested: Amounts
  unusable: boolean
  online: boolean
}

const resources = ['cpu', 'memory', 'pods'] as const

/** Whether a list of a project's allowed clusters, in which `*` is any, has a name. */
export function isAllowed(allowed: readonly string[], name: string): boolean {
  return allowed.includes('*') || allowed.includes(name)
}

/**
 * The cluster with most room of those that may be used and answer: the one whose scarcest resource is most left,
 * measured by the largest of them, so that a small empty cluster does not win over a large one that is half empty.
 * Undefined where there is none. One that is full is better than none, and says so itself.
 */
export function chooseCluster(
  clusters: readonly ClusterRoom[],
  allowed: readonly string[],
): string | undefined {
  const usable = clusters.filter(
    ({ name, unusable, online }) => online && !unusable && isAllowed(allowed, name),
  )
  const most = (resource: keyof Amounts) =>
    Math.max(1, ...usable.map(({ allocatable }) => allocatable[resource]))
  const roomOf = ({ allocatable, requested }: ClusterRoom) =>
    Math.min(...resources.map((each) => (allocatable[each] - requested[each]) / most(each)))
  return usable
    .map((cluster) => ({ name: cluster.name, room: roomOf(cluster) }))
    .sort((one, other) => other.room - one.room || compareText(one.name, other.name))[0]?.name
}

export function addAmounts(one: Amounts, other: Amounts, times = 1): Amounts {
  return {
    cpu: one.cpu + other.cpu * times,
    memory: one.memory + other.memory * times,
    pods: one.pods + other.pods * times,
  }
}

export const nothing: Amounts = { cpu: 0, memory: 0, pods: 0 }
