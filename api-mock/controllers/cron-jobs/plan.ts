import { nextTime, parseCron } from '#kube/cron.ts'
import type { CronSchedule } from '#kube/cron.ts'
import { messageOf } from '#kube/errors.ts'
import { readTime, writeTime } from '#kube/time.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Occurrence } from '#api-mock/client/recorder.ts'
import { fieldsOf, listOf, numberOf, textOf } from '#api-mock/resources/values.ts'

/** So many missed times are counted one by one. */
const mostCounted = 100

/** What is known of a job of a cron job. */
export interface JobEntry {
  namespace: string
  name: string
  uid: string
  resourceVersion: string
  owner: string | undefined
  createdAt: number
  startedAt: number
  /** How it ended; undefined while it has not. */
  ended: 'Complete' | 'Failed' | undefined
  completedAt: number
}

export interface CronJobPlan {
  /** The time that a job is made for now, in milliseconds. */
  schedule: number | undefined
  remove: JobEntry[]
  status: Record<string, unknown>
  occurrences: Occurrence[]
  /** In how many milliseconds the next time comes. */
  recheck: number | undefined
}

/** Decides about a cron job as `k8s.io/kubernetes/pkg/controller/cronjob` does. */
export function planCronJob(cronJob: KubeObject, jobs: readonly JobEntry[], now: number): CronJobPlan {
  const spec = fieldsOf(cronJob.spec)
  const status = fieldsOf(cronJob.status)
  const active = jobs.filter(({ ended }) => ended === undefined)
  const history = outdated(spec, jobs)
  const occurrences = completions(status, jobs)
  const base: CronJobPlan = {
    schedule: undefined,
    remove: history,
    status: statusOf(status, { active, jobs, scheduled: undefined }),
    occurrences,
    recheck: undefined,
  }
  const schedule = readSchedule(spec)
  if (cronJob.metadata.deletionTimestamp !== undefined || spec.suspend === true) return base
  if (typeof schedule === 'string') {
    const message = `unparseable schedule: ${JSON.stringify(textOf(spec.schedule))} : ${schedule}`
    return { ...base, occurrences: [...occurrences, warning('UnparseableSchedule', message)] }
  }
  const zone = textOf(spec.timeZone) || undefined
  const next = nextTime(schedule, new Date(now), zone)
  const recheck = next === undefined ? undefined : next.getTime() - now
  const due = latestDue(schedule, { zone, since: sinceOf(cronJob, spec, now), now })
  if (due === undefined) return { ...base, recheck }
  const deadline = spec.startingDeadlineSeconds
  if (typeof deadline === 'number' && due + deadline * 1000 < now) {
    const missed = `Missed scheduled time to start a job: ${new Date(due).toUTCString().replace('GMT', '+0000')}`
    return { ...base, recheck, occurrences: [...occurrences, warning('MissSchedule', missed)] }
  }
  if (spec.concurrencyPolicy === 'Forbid' && active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid'
    const told: Occurrence = { type: 'Normal', reason: 'JobAlreadyActive', message }
    return { ...base, recheck, occurrences: [...occurrences, told] }
  }
  const replaced = spec.concurrencyPolicy === 'Replace' ? active : []
  const staying = active.filter((job) => !replaced.includes(job))
  return {
    schedule: due,
    remove: [...history, ...replaced],
    status: statusOf(status, { active: staying, jobs, scheduled: due }),
    occurrences,
    recheck,
  }
}

function warning(reason: string, message: string): Occurrence {
  return { type: 'Warning', reason, message }
}

/** The schedule, or why it is none. */
function readSchedule({ schedule }: Record<string, unknown>): CronSchedule | string {
  try {
    return parseCron(textOf(schedule))
  } catch (error) {
    return messageOf(error)
  }
}

/** Times before this one are not made up for. */
function sinceOf(cronJob: KubeObject, spec: Record<string, unknown>, now: number): number {
  const last = readTime(fieldsOf(cronJob.status).lastScheduleTime)
  const since = last === 0 ? readTime(cronJob.metadata.creationTimestamp) : last
  const deadline = spec.startingDeadlineSeconds
  return typeof deadline === 'number' ? Math.max(since, now - deadline * 1000) : since
}

/** The last time that the schedule has come to; of many missed ones only this one counts. */
function latestDue(
  schedule: CronSchedule,
  { zone, since, now }: { zone: string | undefined; since: number; now: number },
): number | undefined {
  let due: number | undefined
  let time = nextTime(schedule, new Date(since), zone)
  for (let count = 1; time !== undefined && time.getTime() <= now; count += 1) {
    const gap = time.getTime() - (due ?? since)
    due = time.getTime()
    // After a long pause the schedule goes on near the present.
    const from = count % mostCounted === 0 ? Math.max(due, now - 2 * gap) : due
    time = nextTime(schedule, new Date(from), zone)
  }
  return due
}

/** The jobs beyond the number of ended ones that are kept, the oldest first. */
function outdated(spec: Record<string, unknown>, jobs: readonly JobEntry[]): JobEntry[] {
  return (
    [
      ['Complete', numberOf(spec.successfulJobsHistoryLimit, 3)],
      ['Failed', numberOf(spec.failedJobsHistoryLimit, 1)],
    ] as const
  ).flatMap(([how, limit]) => {
    const ended = jobs.filter(({ ended }) => ended === how)
    return ended
      .toSorted((one, other) => one.startedAt - other.startedAt)
      .slice(0, Math.max(0, ended.length - limit))
  })
}

/** The jobs that were active when they were looked at last and have ended since. */
function completions(status: Record<string, unknown>, jobs: readonly JobEntry[]): Occurrence[] {
  const known = new Set(listOf(status.active).map(({ uid }) => uid))
  return jobs
    .filter(({ uid, ended }) => ended !== undefined && known.has(uid))
    .map(({ name, ended }) => ({
      type: 'Normal',
      reason: 'SawCompletedJob',
      message: `Saw completed job: ${name}, condition: ${ended ?? ''}`,
    }))
}

function statusOf(
  status: Record<string, unknown>,
  {
    active,
    jobs,
    scheduled,
  }: { active: readonly JobEntry[]; jobs: readonly JobEntry[]; scheduled: number | undefined },
): Record<string, unknown> {
  const { lastScheduleTime } = status
  const completed = jobs.filter(({ ended }) => ended === 'Complete').map(({ completedAt }) => completedAt)
  const lastSuccess = Math.max(readTime(status.lastSuccessfulTime), ...completed)
  const last = scheduled === undefined ? lastScheduleTime : writeTime(scheduled)
  const references = active
    .toSorted((one, other) => one.createdAt - other.createdAt)
    .map(({ namespace, name, uid, resourceVersion }) => ({
      kind: 'Job',
      namespace,
      name,
      uid,
      apiVersion: 'batch/v1',
      resourceVersion,
    }))
  return {
    ...(references.length === 0 ? {} : { active: references }),
    ...(last === undefined ? {} : { lastScheduleTime: last }),
    ...(lastSuccess === 0 ? {} : { lastSuccessfulTime: writeTime(lastSuccess) }),
  }
}
