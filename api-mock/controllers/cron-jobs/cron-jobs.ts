import { sameJson } from '#kube/json.ts'
import { StatusError } from '#kube/status.ts'
import { readTime, writeTime } from '#kube/time.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import type { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { keyOf, placeOf } from '#api-mock/client/place.ts'
import type { Recorder } from '#api-mock/client/recorder.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read, toolsOf } from '#api-mock/controllers/context.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import { indexOwners } from '#api-mock/controllers/workloads/pod-owners.ts'
import type { PodOwner } from '#api-mock/controllers/workloads/pod-owners.ts'
import { conditionsOf } from '#api-mock/resources/conditions.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { controllerOf, controllerReference } from '#api-mock/resources/owners.ts'
import { fieldsOf, listOf } from '#api-mock/resources/values.ts'
import { planCronJob } from './plan.ts'
import type { JobEntry } from './plan.ts'

/** Makes jobs when the schedules of cron jobs say so, and clears them away. */
export class CronJobController {
  readonly #context: ManagerContext
  readonly #definition: ResourceDefinition
  readonly #jobDefinition: ResourceDefinition
  readonly #owners: Index<PodOwner>
  readonly #jobs: Index<JobEntry>
  readonly #client: Client
  readonly #recorder: Recorder
  readonly #worker: Worker

  constructor(context: ManagerContext) {
    const { cluster } = context
    this.#context = context
    this.#definition = cluster.registry.builtIn('batch/v1/cronjobs')
    this.#jobDefinition = cluster.registry.builtIn('batch/v1/jobs')
    const tools = toolsOf(cluster, 'cronjob-controller')
    this.#client = tools.client
    this.#recorder = tools.recorder
    this.#worker = new Worker((key) => this.#sync(key), cluster.report, 5)
    this.#owners = indexOwners(cluster, this.#definition)
    this.#jobs = new Index(cluster, {
      definition: this.#jobDefinition,
      read: readJob,
      keys: { owner: ({ owner }) => owner },
    })
    this.#owners.follow(({ current }) => {
      if (current !== undefined) this.#worker.add(keyOf(current))
    })
    this.#jobs.follow(({ current, previous }) => {
      const uid = (current ?? previous)?.owner
      const owner = uid === undefined ? undefined : this.#owners.find('uid', uid)
      if (owner !== undefined) this.#worker.add(keyOf(owner))
    })
  }

  stop(): void {
    this.#worker.stop()
    this.#owners.stop()
    this.#jobs.stop()
  }

  async #sync(key: string): Promise<Outcome> {
    const { cluster } = this.#context
    const cronJob = read(cluster, this.#definition, placeOf(key))
    if (cronJob === undefined) return
    const { uid = '' } = cronJob.metadata
    const now = (): number => cluster.clock().getTime()
    const plan = planCronJob(cronJob, this.#jobs.by('owner', uid), now())
    await Promise.all(plan.remove.map((job) => this.#remove(cronJob, job)))
    if (plan.schedule !== undefined && !(await this.#create(cronJob, plan.schedule))) return 'again'
    for (const occurrence of plan.occurrences) this.#recorder.record(cronJob, occurrence)
    const lastScheduleTime = plan.status.lastScheduleTime
    const { status } = planCronJob(
      {
        ...cronJob,
        status: {
          ...fieldsOf(cronJob.status),
          ...(lastScheduleTime === undefined ? {} : { lastScheduleTime }),
        },
      },
      this.#jobs.by('owner', uid),
      now(),
    )
    if (!sameActive(status, fieldsOf(cronJob.status))) {
      await this.#client.editStatus(this.#definition, placeOf(key), (object) => ({ ...object, status }))
    }
    if (plan.recheck !== undefined) this.#worker.add(key, plan.recheck)
  }

  /** Whether the job of a time is there now: its name says the time, so that there is only one. */
  async #create(cronJob: KubeObject, scheduled: number): Promise<boolean> {
    const job = jobOf(cronJob, this.#definition, scheduled)
    const { name } = job.metadata
    try {
      await this.#client.create(this.#jobDefinition, job)
      const message = `Created job ${name}`
      this.#recorder.record(cronJob, { type: 'Normal', reason: 'SuccessfulCreate', message })
      return true
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      if (error.code === 409) return true
      const message = `Error creating job: ${error.message}`
      this.#recorder.record(cronJob, { type: 'Warning', reason: 'FailedCreate', message })
      return false
    }
  }

  async #remove(cronJob: KubeObject, job: JobEntry): Promise<void> {
    await this.#client.remove(this.#jobDefinition, job, { uid: job.uid })
    const message = `Deleted job ${job.name}`
    this.#recorder.record(cronJob, { type: 'Normal', reason: 'SuccessfulDelete', message })
  }
}

/** A reference to an active job need not follow each of its changes. */
function sameActive(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const plain = (status: Record<string, unknown>) => ({
    ...status,
    active: listOf(status.active).map(({ uid }) => uid),
  })
  return sameJson(plain(one), plain(other))
}

function readJob(object: KubeObject): JobEntry {
  const { metadata } = object
  const { startTime, completionTime } = fieldsOf(object.status)
  const ended = conditionsOf(object).find(
    ({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'),
  )
  const how = ended === undefined ? undefined : ended.type === 'Complete' ? 'Complete' : 'Failed'
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
    owner: controllerOf(metadata)?.uid,
    createdAt: readTime(metadata.creationTimestamp),
    startedAt: readTime(startTime),
    ended: how,
    completedAt: readTime(completionTime),
  }
}

function jobOf(cronJob: KubeObject, definition: ResourceDefinition, scheduled: number): KubeObject {
  const { metadata, spec } = fieldsOf(fieldsOf(cronJob.spec).jobTemplate)
  const { labels, annotations } = fieldsOf(metadata) as Partial<ObjectMeta>
  const { name, namespace = '' } = cronJob.metadata
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${name}-${Math.floor(scheduled / 60_000)}`,
      namespace,
      ...(labels === undefined ? {} : { labels }),
      annotations: {
        ...annotations,
        'batch.kubernetes.io/cronjob-scheduled-timestamp': writeTime(scheduled),
      },
      ownerReferences: [controllerReference(definition, cronJob)],
    },
    spec: fieldsOf(spec),
  }
}
