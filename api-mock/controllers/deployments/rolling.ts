import type { ReplicaSetEntry } from '#api-mock/controllers/workloads/replica-set-entry.ts'
import type { DeploymentSpec } from './deployment-spec.ts'
import { allOf, availableOf, sizeOf, total } from './scaling.ts'
import type { Sets, Sizes } from './scaling.ts'

/** The next step of a rolling update: first the new ReplicaSet grows as far as it may, then old ones shrink. */
export function rollingStep(
  spec: DeploymentSpec,
  { newSet, oldSets }: Sets & { newSet: ReplicaSetEntry },
): Sizes {
  const size = newSetSize(spec, { newSet, oldSets })
  if (size !== newSet.replicas) return new Map([[newSet, size]])
  return shrinkOldSets(spec, { newSet, oldSets })
}

/** The size to which the new ReplicaSet may grow now, or has to shrink. */
export function newSetSize(spec: DeploymentSpec, sets: Sets): number {
  const { newSet } = sets
  const size = newSet?.replicas ?? 0
  if (!spec.rolling || size > spec.replicas) return spec.replicas
  const room = spec.replicas + spec.maxSurge - total(allOf(sets), sizeOf)
  return room <= 0 ? size : size + Math.min(room, spec.replicas - size)
}

/**
 * Old ReplicaSets shrink by what is not available anyway, and then as far as enough available pods stay: pods
 * of the new set that are not available yet are no reason to take more away.
 */
function shrinkOldSets(spec: DeploymentSpec, sets: Sets & { newSet: ReplicaSetEntry }): Sizes {
  const { newSet } = sets
  const oldSets = sets.oldSets
    .filter((set) => set.replicas > 0)
    .toSorted((one, other) => one.createdAt - other.createdAt)
  const least = spec.replicas - spec.maxUnavailable
  const missing = newSet.replicas - availableOf(newSet)
  const most = total(allOf(sets), sizeOf) - least - missing
  const sizes = new Map<ReplicaSetEntry, number>()
  if (oldSets.length === 0 || most <= 0) return sizes
  let left = most
  for (const set of oldSets) {
    const unhealthy = Math.min(left, set.replicas - availableOf(set))
    if (unhealthy > 0) sizes.set(set, set.replicas - unhealthy)
    left -= Math.max(0, unhealthy)
  }
  let spare = total(allOf(sets), availableOf) - least
  for (const set of oldSets) {
    const size = sizes.get(set) ?? set.replicas
    const fewer = Math.min(size, Math.max(0, spare))
    if (fewer > 0) sizes.set(set, size - fewer)
    spare -= fewer
  }
  return sizes
}
