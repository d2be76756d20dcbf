import { readTime, writeTime } from '#kube/time.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Occurrence } from '#api-mock/client/recorder.ts'
import { isActive, isReady, isTerminating } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { burst } from '#api-mock/controllers/workloads/replicas.ts'
import { conditionsOf, findCondition } from '#api-mock/resources/conditions.ts'
import type { Condition } from '#api-mock/resources/conditions.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { parseIndexes, printIndexes } from './indexes.ts'
import { occurrencesOf, suspensionChange, withOutcome, withSuspension } from './job-conditions.ts'
import type { JobOutcome } from './job-conditions.ts'

export const indexAnnotation = 'batch.kubernetes.io/job-completion-index'

/** After a failure the next pod waits so long, twice as long after each further one, in milliseconds. */
const firstPause = 10_000
const longestPause = 600_000

interface JobSpec {
  parallelism: number
  /** Undefined for a job that is done with the first success. */
  completions: number | undefined
  indexed: boolean
  backoffLimit: number
  /** In seconds. */
  deadline: number | undefined
  suspended: boolean
  replacesFailedOnly: boolean
  restartsContainers: boolean
}

function readJob({ spec }: KubeObject): JobSpec {
  const fields = fieldsOf(spec)
  const { completions, activeDeadlineSeconds, template } = fields
  return {
    parallelism: numberOf(fields.parallelism, 1),
    completions: typeof completions === 'number' ? completions : undefined,
    indexed: fields.completionMode === 'Indexed',
    backoffLimit: numberOf(fields.backoffLimit, 6),
    deadline: typeof activeDeadlineSeconds === 'number' ? activeDeadlineSeconds : undefined,
    suspended: fields.suspend === true,
    replacesFailedOnly: fields.podReplacementPolicy === 'Failed',
    restartsContainers: fieldsOf(fieldsOf(template).spec).restartPolicy === 'OnFailure',
  }
}

export interface JobPlan {
  /** How many pods are made; of an indexed job, with these indexes. */
  create: number
  indexes: number[]
  remove: PodEntry[]
  status: Record<string, unknown>
  occurrences: Occurrence[]
  /** In how many milliseconds to look again. */
  recheck: number | undefined
}

/** What there is of a job. */
export interface JobState {
  job: KubeObject
  pods: readonly PodEntry[]
  now: number
}

/** When a job ended, as its conditions tell; undefined while it has not. */
export function finishedAt(job: KubeObject): number | undefined {
  const ended = conditionsOf(job).find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  )
  return ended === undefined ? undefined : readTime(ended.lastTransitionTime)
}

interface Tally {
  active: PodEntry[]
  terminating: number
  succeeded: number
  failed: number
  /** The indexes that are done, of an indexed job. */
  done: Set<number>
}

/** Decides about a job that has not ended as `k8s.io/kubernetes/pkg/controller/job` does. */
export function planJob(state: JobState): JobPlan {
  const { job, now } = state
  const spec = readJob(job)
  const tally = count(state, spec)
  const { startTime } = fieldsOf(job.status)
  const conditions = withSuspension(conditionsOf(job), spec.suspended, now)
  const suspension = suspensionChange(conditionsOf(job), conditions)
  const started = spec.suspended
    ? undefined
    : suspension === 'Resumed' || startTime === undefined
      ? writeTime(now)
      : textOf(startTime)
  const outcome = outcomeOf(spec, tally, { conditions, started, now })
  const next = manage(state, spec, tally, outcome)
  const ended = withOutcome(conditions, outcome, tally.terminating + tally.active.length === 0, now)
  return {
    ...next,
    status: statusOf(job, spec, { tally, conditions: ended, started }),
    occurrences: occurrencesOf(suspension, ended, outcome),
    recheck: soonest(next.recheck, deadlineIn(spec, started, now)),
  }
}

function count({ job, pods }: JobState, spec: JobSpec): Tally {
  const status = fieldsOf(job.status)
  const done = parseIndexes(spec.indexed ? textOf(status.completedIndexes) : '')
  const succeeded = pods.filter(({ phase }) => phase === 'Succeeded')
  for (const pod of spec.indexed ? succeeded : []) {
    const index = indexOf(pod)
    if (index !== undefined && index < (spec.completions ?? 0)) done.add(index)
  }
  const failed = pods.filter(({ phase }) => phase === 'Failed').length
  return {
    active: pods.filter(isActive),
    terminating: pods.filter(isTerminating).length,
    // Pods that have ended may be deleted, and still count.
    succeeded: spec.indexed ? done.size : Math.max(succeeded.length, numberOf(status.succeeded)),
    failed: Math.max(failed, numberOf(status.failed)),
    done,
  }
}

function indexOf({ annotations }: PodEntry): number | undefined {
  const text = annotations[indexAnnotation] ?? ''
  return /^\d+$/.test(text) ? Number(text) : undefined
}

function outcomeOf(
  { completions, backoffLimit, deadline, restartsContainers }: JobSpec,
  { active, succeeded, failed }: Tally,
  {
    conditions,
    started,
    now,
  }: { conditions: readonly Condition[]; started: string | undefined; now: number },
): JobOutcome | undefined {
  const met = findCondition(conditions, 'SuccessCriteriaMet')
  const target = findCondition(conditions, 'FailureTarget')
  const decided = met ?? target
  if (decided !== undefined) {
    const { reason = '', message = '' } = decided
    return { type: met === undefined ? 'Failed' : 'Complete', reason, message }
  }
  const restarts = active.reduce((sum, pod) => sum + pod.restarts, 0)
  const restartedTooOften = restartsContainers && restarts >= Math.max(1, backoffLimit)
  if (failed > backoffLimit || restartedTooOften) {
    const message = 'Job has reached the specified backoff limit'
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message }
  }
  if (deadline !== undefined && started !== undefined && readTime(started) + deadline * 1000 <= now) {
    const message = 'Job was active longer than specified deadline'
    return { type: 'Failed', reason: 'DeadlineExceeded', message }
  }
  const complete = completions === undefined ? succeeded > 0 : succeeded >= completions
  if (!complete || active.length > 0) return undefined
  const message = 'Reached expected number of succeeded pods'
  return { type: 'Complete', reason: 'CompletionsReached', message }
}

function manage(
  { job, pods, now }: JobState,
  spec: JobSpec,
  { active, terminating, succeeded, done }: Tally,
  outcome: JobOutcome | undefined,
): Pick<JobPlan, 'create' | 'indexes' | 'remove' | 'recheck'> {
  const nothing = { create: 0, indexes: [], remove: [], recheck: undefined }
  if (job.metadata.deletionTimestamp !== undefined) return nothing
  if (outcome !== undefined || spec.suspended) return { ...nothing, remove: active }
  const wanted = wantedOf(spec, succeeded, active.length)
  const surplus = superfluous(spec, active, done)
  const remove = surplus.length > 0 ? surplus : youngest(active, active.length - wanted)
  if (remove.length > 0) return { ...nothing, remove }
  const missing = Math.min(burst, wanted - active.length - (spec.replacesFailedOnly ? terminating : 0))
  if (missing <= 0) return nothing
  const pause = pauseAfterFailures(pods, now)
  if (pause > 0) return { ...nothing, recheck: pause }
  if (!spec.indexed) return { ...nothing, create: missing }
  const taken = new Set([...done, ...active.map(indexOf)])
  const indexes: number[] = []
  for (let index = 0; index < (spec.completions ?? 0) && indexes.length < missing; index += 1) {
    if (!taken.has(index)) indexes.push(index)
  }
  return { ...nothing, create: indexes.length, indexes }
}

function wantedOf({ completions, parallelism }: JobSpec, succeeded: number, active: number): number {
  if (completions !== undefined) return Math.max(0, Math.min(parallelism, completions - succeeded))
  return succeeded > 0 ? active : parallelism
}

/** The pods of an indexed job whose index is done, taken or beyond the last. */
function superfluous(
  { indexed, completions = 0 }: JobSpec,
  active: readonly PodEntry[],
  done: ReadonlySet<number>,
): PodEntry[] {
  if (!indexed) return []
  const seen = new Set(done)
  return active.filter((pod) => {
    const index = indexOf(pod)
    if (index === undefined || index >= completions || seen.has(index)) return true
    seen.add(index)
    return false
  })
}

function youngest(active: readonly PodEntry[], count: number): PodEntry[] {
  if (count <= 0) return []
  return active
    .toSorted(
      (one, other) => Number(isReady(one)) - Number(isReady(other)) || other.createdAt - one.createdAt,
    )
    .slice(0, count)
}

function pauseAfterFailures(pods: readonly PodEntry[], now: number): number {
  const ends = (phase: string): number[] =>
    pods.filter((pod) => pod.phase === phase).map((pod) => pod.finishedAt || pod.createdAt)
  const lastSuccess = Math.max(0, ...ends('Succeeded'))
  const failures = ends('Failed').filter((end) => end > lastSuccess)
  if (failures.length === 0) return 0
  const pause = Math.min(longestPause, firstPause * 2 ** (failures.length - 1))
  return Math.max(0, Math.max(...failures) + pause - now)
}

function statusOf(
  { status }: KubeObject,
  { indexed }: JobSpec,
  { tally, conditions, started }: { tally: Tally; conditions: Condition[]; started: string | undefined },
): Record<string, unknown> {
  const { active, terminating, succeeded, failed, done } = tally
  const { completionTime, failedIndexes } = fieldsOf(status)
  const complete = findCondition(conditions, 'Complete')
  const counts = { active: active.length, succeeded, failed }
  return {
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(started === undefined ? {} : { startTime: started }),
    ...(complete === undefined ? {} : { completionTime: completionTime ?? complete.lastTransitionTime }),
    ...Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== 0)),
    ...(indexed && done.size > 0 ? { completedIndexes: printIndexes(done) } : {}),
    ...(failedIndexes === undefined ? {} : { failedIndexes }),
    terminating,
    uncountedTerminatedPods: {},
    ready: active.filter(isReady).length,
  }
}

function deadlineIn({ deadline }: JobSpec, started: string | undefined, now: number): number | undefined {
  if (deadline === undefined || started === undefined) return undefined
  const left = readTime(started) + deadline * 1000 - now
  return left > 0 ? left : undefined
}

function soonest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)
}
