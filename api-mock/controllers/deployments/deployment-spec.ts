import { requirementsOf } from '#kube/label-selector.ts'
import type { LabelSelector } from '#kube/selectors.ts'
import type { KubeObject } from '#kube/types.ts'
import { scaledValue } from '#api-mock/controllers/workloads/scaled-value.ts'
import { hashTemplate } from '#api-mock/controllers/workloads/template.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'

/** A deployment's spec with its defaults, as its controller needs it. */
export interface DeploymentSpec {
  selector: LabelSelector | undefined
  replicas: number
  minReadySeconds: number
  paused: boolean
  rolling: boolean
  /** So many pods more, or so many available ones fewer than asked for, there may be during a rollout. */
  maxSurge: number
  maxUnavailable: number
  /** Undefined keeps all old ReplicaSets. */
  revisionHistoryLimit: number | undefined
  /** In seconds; undefined waits for ever. */
  progressDeadline: number | undefined
  template: unknown
  templateHash: string
}

/** How unlimited is written. */
const unlimited = 2 ** 31 - 1

export function readDeployment({ spec }: KubeObject): DeploymentSpec {
  const fields = fieldsOf(spec)
  const { type, rollingUpdate } = fieldsOf(fields.strategy)
  const replicas = numberOf(fields.replicas, 1)
  const rolling = type !== 'Recreate'
  const fenceposts = rolling ? resolveFenceposts(fieldsOf(rollingUpdate), replicas) : [0, 0]
  const [maxSurge = 0, maxUnavailable = 0] = fenceposts
  return {
    selector: requirementsOf(fields.selector),
    replicas,
    minReadySeconds: numberOf(fields.minReadySeconds),
    paused: fields.paused === true,
    rolling,
    maxSurge,
    maxUnavailable: replicas === 0 ? 0 : Math.min(maxUnavailable, replicas),
    revisionHistoryLimit: limited(numberOf(fields.revisionHistoryLimit, 10)),
    progressDeadline: limited(numberOf(fields.progressDeadlineSeconds, 600)),
    template: fields.template,
    templateHash: hashTemplate(fields.template),
  }
}

function limited(value: number): number | undefined {
  return value === unlimited ? undefined : value
}

/** Surge is rounded up and unavailability down; where both come to nothing, one pod may be unavailable. */
function resolveFenceposts(
  { maxSurge = '25%', maxUnavailable = '25%' }: Record<string, unknown>,
  replicas: number,
): [number, number] {
  const surge = scaledValue(maxSurge, replicas, Math.ceil)
  const unavailable = scaledValue(maxUnavailable, replicas, Math.floor)
  return [surge, surge === 0 && unavailable === 0 ? 1 : unavailable]
}
