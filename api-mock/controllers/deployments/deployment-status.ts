import { readTime, writeTime } from '#kube/time.ts'
import type { KubeObject } from '#kube/types.ts'
import type { ReplicaSetEntry } from '#api-mock/controllers/workloads/replica-set-entry.ts'
import { findCondition, withCondition, withoutCondition } from '#api-mock/resources/conditions.ts'
import type { Condition } from '#api-mock/resources/conditions.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import type { DeploymentSpec } from './deployment-spec.ts'
import { allOf, availableOf, sizeOf, total } from './scaling.ts'
import type { Sets, Sizes } from './scaling.ts'

export interface DeploymentCounts {
  replicas: number
  updatedReplicas: number
  readyReplicas: number
  availableReplicas: number
  unavailableReplicas: number
  terminatingReplicas: number | undefined
}

export function countsOf(sets: Sets, sizes: Sizes): DeploymentCounts {
  const all = allOf(sets)
  const availableReplicas = total(all, availableOf)
  const wanted = total(all, (set) => sizes.get(set) ?? sizeOf(set))
  return {
    replicas: total(all, ({ status }) => status.replicas),
    updatedReplicas: sets.newSet?.status.replicas ?? 0,
    readyReplicas: total(all, ({ status }) => status.readyReplicas),
    availableReplicas,
    unavailableReplicas: Math.max(0, wanted - availableReplicas),
    terminatingReplicas: terminatingOf(all),
  }
}

/** Unknown as soon as one set that was looked at does not tell. */
function terminatingOf(sets: readonly ReplicaSetEntry[]): number | undefined {
  const seen = sets.filter(
    ({ status }) => status.observedGeneration > 0 || status.terminatingReplicas !== undefined,
  )
  if (seen.some(({ status }) => status.terminatingReplicas === undefined)) return undefined
  return total(seen, ({ status }) => status.terminatingReplicas ?? 0)
}

export function readCounts({ status }: KubeObject): DeploymentCounts {
  const fields = fieldsOf(status)
  return {
    replicas: numberOf(fields.replicas),
    updatedReplicas: numberOf(fields.updatedReplicas),
    readyReplicas: numberOf(fields.readyReplicas),
    availableReplicas: numberOf(fields.availableReplicas),
    unavailableReplicas: numberOf(fields.unavailableReplicas),
    terminatingReplicas: undefined,
  }
}

/** Whether all pods are of the newest template, and available. */
export function isComplete(spec: DeploymentSpec, counts: DeploymentCounts): boolean {
  const { replicas, updatedReplicas, availableReplicas } = counts
  return [replicas, updatedReplicas, availableReplicas].every((count) => count === spec.replicas)
}

function hasProgressed(before: DeploymentCounts, after: DeploymentCounts): boolean {
  return (
    after.updatedReplicas > before.updatedReplicas ||
    after.replicas - after.updatedReplicas < before.replicas - before.updatedReplicas ||
    after.readyReplicas > before.readyReplicas ||
    after.availableReplicas > before.availableReplicas
  )
}

/** A condition as it is set now. */
export function condition(
  type: string,
  status: Condition['status'],
  { reason, message, now }: { reason: string; message: string; now: number },
): Condition {
  const time = writeTime(now)
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message }
}

export function withAvailability(
  conditions: readonly Condition[],
  { replicas, maxUnavailable }: DeploymentSpec,
  { counts, now }: { counts: DeploymentCounts; now: number },
): Condition[] {
  const enough = counts.availableReplicas >= replicas - maxUnavailable
  return withCondition(
    conditions,
    enough
      ? condition('Available', 'True', {
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
          now,
        })
      : condition('Available', 'False', {
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
          now,
        }),
  )
}

/** Tells whether the rollout gets on, has ended, or has not got on for too long. */
export function withProgress(
  conditions: readonly Condition[],
  spec: DeploymentSpec,
  {
    deployment,
    counts,
    sets,
    now,
  }: { deployment: KubeObject; counts: DeploymentCounts; sets: Sets; now: number },
): Condition[] {
  if (spec.progressDeadline === undefined) return withoutCondition(conditions, 'Progressing')
  const known = findCondition(conditions, 'Progressing')
  // Only a new rollout is followed.
  if (counts.replicas === counts.updatedReplicas && known?.reason === 'NewReplicaSetAvailable') {
    return [...conditions]
  }
  const { newSet } = sets
  const who =
    newSet === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${newSet.name}"`
  if (isComplete(spec, counts)) {
    const message = `${who} has successfully progressed.`
    return withCondition(
      conditions,
      condition('Progressing', 'True', { reason: 'NewReplicaSetAvailable', message, now }),
    )
  }
  if (hasProgressed(readCounts(deployment), counts)) {
    const progressing = condition('Progressing', 'True', {
      reason: 'ReplicaSetUpdated',
      message: `${who} is progressing.`,
      now,
    })
    // The time of the last progress is told, also where nothing else is new.
    const { lastTransitionTime = '' } = known?.status === 'True' ? known : progressing
    return [...withoutCondition(conditions, 'Progressing'), { ...progressing, lastTransitionTime }]
  }
  if (!hasTimedOut(known, spec.progressDeadline, now)) return [...conditions]
  const message = `${who} has timed out progressing.`
  return withCondition(
    conditions,
    condition('Progressing', 'False', { reason: 'ProgressDeadlineExceeded', message, now }),
  )
}

function hasTimedOut(known: Condition | undefined, deadline: number, now: number): boolean {
  if (known === undefined || known.reason === 'NewReplicaSetAvailable') return false
  return known.reason === 'ProgressDeadlineExceeded' || readTime(known.lastUpdateTime) + deadline * 1000 < now
}

/** In how many milliseconds a rollout that does not get on has to be looked at again. */
export function progressCheck(
  spec: DeploymentSpec,
  { conditions, counts, now }: { conditions: readonly Condition[]; counts: DeploymentCounts; now: number },
): number | undefined {
  const known = findCondition(conditions, 'Progressing')
  if (spec.progressDeadline === undefined || known === undefined) return undefined
  if (isComplete(spec, counts) || known.reason === 'ProgressDeadlineExceeded') return undefined
  return Math.max(0, readTime(known.lastUpdateTime) + spec.progressDeadline * 1000 - now) + 1000
}

/** What keeps a ReplicaSet from having its pods, the new one's first. */
export function withFailures(conditions: readonly Condition[], { newSet, oldSets }: Sets): Condition[] {
  const sets = newSet === undefined ? oldSets : [newSet, ...oldSets]
  const failure = sets.flatMap((set) => set.conditions).find(({ type }) => type === 'ReplicaFailure')
  if (failure === undefined) return withoutCondition(conditions, 'ReplicaFailure')
  const { type, status, lastTransitionTime, reason, message } = failure
  return withCondition(conditions, {
    type,
    status,
    lastUpdateTime: lastTransitionTime,
    lastTransitionTime: lastTransitionTime ?? '',
    reason: reason ?? '',
    message: message ?? '',
  })
}

/** Whether lack of progress may be told: not while a deployment is paused, and anew when it goes on. */
export function withPause(conditions: readonly Condition[], spec: DeploymentSpec, now: number): Condition[] {
  const known = findCondition(conditions, 'Progressing')
  if (spec.progressDeadline === undefined || known?.reason === 'ProgressDeadlineExceeded')
    return [...conditions]
  const isPaused = known?.reason === 'DeploymentPaused'
  if (spec.paused === isPaused) return [...conditions]
  const [reason, message] = spec.paused
    ? ['DeploymentPaused', 'Deployment is paused']
    : ['DeploymentResumed', 'Deployment is resumed']
  return withCondition(conditions, condition('Progressing', 'Unknown', { reason, message, now }))
}

/** The deployment with this status. */
export function withStatus(
  deployment: KubeObject,
  { terminatingReplicas, ...counts }: DeploymentCounts,
  conditions: readonly Condition[],
): KubeObject {
  const { generation } = deployment.metadata
  const { collisionCount } = fieldsOf(deployment.status)
  return {
    ...deployment,
    status: {
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
      ...(terminatingReplicas === undefined ? {} : { terminatingReplicas }),
      ...(conditions.length === 0 ? {} : { conditions }),
      ...(collisionCount === undefined ? {} : { collisionCount }),
    },
  }
}
