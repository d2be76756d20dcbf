import type { Cluster } from '#api/kinds/cluster.ts'
import type { JsonObject } from '#kube/json.ts'
import type { Health } from '#server/cluster/health.ts'
import { setCondition, type WantedCondition } from './conditions.ts'

/** What is known of a cluster. */
interface Known {
  connected: boolean
  /** Why it cannot be connected although there is a Secret for it. */
  problem: string | undefined
  health: Health | undefined
  /** What keeps a deleted one. */
  holds?: string
}

/**
 * The status of a cluster. Its phase says whether it was ever reached, `online` whether it is now. Until the latter
 * is known nothing is said that was not said before.
 */
export function clusterStatus(before: Cluster['status'], known: Known, now = Date.now()): JsonObject {
  const { phase: last, reason: _reason, message: _message, ...rest } = before ?? {}
  const problem = problemOf(known)
  if (problem === undefined && known.health?.online === undefined && known.holds === undefined)
    return { ...before }
  const reached = problem === undefined && (known.health?.online ?? before?.online ?? false)
  const failed = problem !== undefined && (problem.permanent || last !== 'Initialized')
  const phase = reached ? 'Initialized' : failed ? 'Failed' : last
  const ready: WantedCondition =
    known.holds !== undefined
      ? {
          type: 'Ready',
          status: 'False',
          severity: 'Info',
          reason: 'InstancesRemaining',
          message: known.holds,
        }
      : problem === undefined
        ? { type: 'Ready', status: 'True' }
        : {
            type: 'Ready',
            status: 'False',
            severity: 'Error',
            reason: problem.reason,
            message: problem.message,
          }
  return {
    ...rest,
    ...(phase === undefined ? {} : { phase }),
    ...(problem === undefined ? {} : { reason: problem.reason, message: problem.message }),
    online: reached,
    conditions: setCondition(before?.conditions, ready, now),
  }
}

function problemOf({ connected, problem, health }: Known) {
  if (problem !== undefined)
    return {
      permanent: true,
      reason: 'InvalidKubeconfig',
      message: `Its kubeconfig cannot be used: ${problem}.`,
    }
  if (!connected)
    return {
      permanent: true,
      reason: 'NotConnected',
      message: 'There is no Secret with a kubeconfig for it.',
    }
  if (health?.online !== false) return undefined
  const why = health.message === '' ? 'it does not answer' : health.message
  return { permanent: false, reason: 'Unreachable', message: `It cannot be reached: ${why}.` }
}
