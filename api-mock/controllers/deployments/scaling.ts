import type { ReplicaSetEntry } from '#api-mock/controllers/workloads/replica-set-entry.ts'
import type { DeploymentSpec } from './deployment-spec.ts'
import { desiredOf, maxReplicasOf } from './revisions.ts'

/** The sizes that ReplicaSets are to have; what is not in it stays as it is. */
export type Sizes = ReadonlyMap<ReplicaSetEntry, number>

/** A deployment's ReplicaSets: the one of its template, where there is one, and the others. */
export interface Sets {
  newSet: ReplicaSetEntry | undefined
  oldSets: readonly ReplicaSetEntry[]
}

export function allOf({ newSet, oldSets }: Sets): ReplicaSetEntry[] {
  return newSet === undefined ? [...oldSets] : [...oldSets, newSet]
}

export function total(sets: readonly ReplicaSetEntry[], count: (set: ReplicaSetEntry) => number): number {
  return sets.reduce((sum, set) => sum + count(set), 0)
}

export function sizeOf(set: ReplicaSetEntry): number {
  return set.replicas
}

export function availableOf({ status }: ReplicaSetEntry): number {
  return status.availableReplicas
}

/** Whether the deployment was scaled since its ReplicaSets were: they remember for which size they were made. */
export function isScaled({ replicas }: DeploymentSpec, sets: Sets): boolean {
  return allOf(sets).some((set) => {
    const desired = desiredOf(set)
    return set.replicas > 0 && desired !== undefined && desired !== replicas
  })
}

/**
 * How a deployment that is scaled in the middle of a rollout spreads its new size over its ReplicaSets: in
 * proportion, the rest to the largest. `always` says which sets are to remember the new size in any case.
 */
export function scaleAll(
  spec: DeploymentSpec,
  sets: Sets,
  currentReplicas: number,
): { sizes: Sizes; always: boolean } {
  const single = activeOrLatest(sets)
  if (single !== undefined) return { sizes: new Map([[single, spec.replicas]]), always: false }
  const { newSet, oldSets } = sets
  if (newSet !== undefined && isSaturated(spec, newSet)) {
    const active = oldSets.filter((set) => set.replicas > 0)
    return { sizes: new Map(active.map((set) => [set, 0])), always: false }
  }
  if (!spec.rolling) return { sizes: new Map(), always: false }
  return { sizes: proportional(spec, sets, currentReplicas), always: true }
}

/** The one set that has pods, or the newest where none has. */
function activeOrLatest(sets: Sets): ReplicaSetEntry | undefined {
  const active = allOf(sets).filter((set) => set.replicas > 0)
  if (active.length > 1) return undefined
  return active[0] ?? sets.newSet ?? sets.oldSets.toSorted((one, other) => other.createdAt - one.createdAt)[0]
}

function isSaturated({ replicas }: DeploymentSpec, set: ReplicaSetEntry): boolean {
  return set.replicas === replicas && desiredOf(set) === replicas && availableOf(set) === replicas
}

function proportional(spec: DeploymentSpec, sets: Sets, currentReplicas: number): Sizes {
  const active = allOf(sets).filter((set) => set.replicas > 0)
  const allowed = spec.replicas > 0 ? spec.replicas + spec.maxSurge : 0
  const toAdd = allowed - total(active, sizeOf)
  // Of sets of the same size, newer ones grow and older ones shrink first.
  const age = toAdd > 0 ? -1 : 1
  const sorted = active.toSorted(
    (one, other) => other.replicas - one.replicas || age * (one.createdAt - other.createdAt),
  )
  let added = 0
  const sizes = new Map<ReplicaSetEntry, number>()
  for (const set of sorted) {
    const left = toAdd - added
    const share = toAdd === 0 || left === 0 ? 0 : shareOf(spec, set, currentReplicas)
    const change = toAdd > 0 ? Math.min(share, left) : Math.max(share, left)
    sizes.set(set, set.replicas + change)
    added += change
  }
  const [largest] = sorted
  if (largest !== undefined) {
    sizes.set(largest, Math.max(0, (sizes.get(largest) ?? 0) + toAdd - added))
  }
  return sizes
}

/** By how much a set changes if it keeps its part of the whole. */
function shareOf(spec: DeploymentSpec, set: ReplicaSetEntry, currentReplicas: number): number {
  if (spec.replicas === 0) return -set.replicas
  const before = maxReplicasOf(set) || currentReplicas
  if (before === 0) return 0
  return Math.round((set.replicas * (spec.replicas + spec.maxSurge)) / before) - set.replicas
}
