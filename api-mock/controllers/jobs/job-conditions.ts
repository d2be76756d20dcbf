import { writeTime } from '#kube/time.ts'
import type { Occurrence } from '#api-mock/client/recorder.ts'
import { findCondition, holds } from '#api-mock/resources/conditions.ts'
import type { Condition } from '#api-mock/resources/conditions.ts'

/** How a job ends. */
export interface JobOutcome {
  type: 'Complete' | 'Failed'
  reason: string
  message: string
}

/** Tells that a job waits, and that it goes on. */
export function withSuspension(
  conditions: readonly Condition[],
  suspended: boolean,
  now: number,
): Condition[] {
  const known = findCondition(conditions, 'Suspended')
  if (suspended === holds(conditions, 'Suspended') || (known === undefined && !suspended))
    return [...conditions]
  const changed = suspended
    ? condition('Suspended', 'True', { reason: 'JobSuspended', message: 'Job suspended' }, now)
    : condition('Suspended', 'False', { reason: 'JobResumed', message: 'Job resumed' }, now)
  return known === undefined
    ? [...conditions, changed]
    : conditions.map((each) => (each === known ? changed : each))
}

/** What these conditions say that has happened to a job. */
export function suspensionChange(
  before: readonly Condition[],
  after: readonly Condition[],
): 'Suspended' | 'Resumed' | undefined {
  const was = holds(before, 'Suspended')
  const is = holds(after, 'Suspended')
  if (was === is) return undefined
  return is ? 'Suspended' : 'Resumed'
}

/** What is decided is told at once, and that it is so when no pod is left that runs. */
export function withOutcome(
  conditions: readonly Condition[],
  outcome: JobOutcome | undefined,
  quiet: boolean,
  now: number,
): Condition[] {
  if (outcome === undefined) return [...conditions]
  const { type, ...why } = outcome
  const interim = type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget'
  const known = findCondition(conditions, interim) !== undefined
  const decided = known ? [...conditions] : [...conditions, condition(interim, 'True', why, now)]
  return quiet ? [...decided, condition(type, 'True', why, now)] : decided
}

function condition(
  type: string,
  status: Condition['status'],
  why: { reason: string; message: string },
  now: number,
): Condition {
  const time = writeTime(now)
  return { type, status, lastProbeTime: time, lastTransitionTime: time, ...why }
}

/** What is told of a job whose conditions have changed so. */
export function occurrencesOf(
  suspension: 'Suspended' | 'Resumed' | undefined,
  conditions: readonly Condition[],
  outcome: JobOutcome | undefined,
): Occurrence[] {
  const told: Occurrence[] = []
  if (suspension !== undefined) {
    told.push({ type: 'Normal', reason: suspension, message: `Job ${suspension.toLowerCase()}` })
  }
  if (outcome === undefined || !holds(conditions, outcome.type)) return told
  const { type, reason, message } = outcome
  if (type === 'Complete') told.push({ type: 'Normal', reason: 'Completed', message: 'Job completed' })
  else told.push({ type: 'Warning', reason, message })
  return told
}
