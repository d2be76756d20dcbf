import { sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Client } from '#api-mock/client/client.ts'
import type { Index } from '#api-mock/client/object-index.ts'
import { placeOf } from '#api-mock/client/place.ts'
import type { Recorder } from '#api-mock/client/recorder.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read, toolsOf } from '#api-mock/controllers/context.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import { createCopies, createPods, removePod } from '#api-mock/controllers/workloads/pod-control.ts'
import { claimPods, followOwners, indexOwners } from '#api-mock/controllers/workloads/pod-owners.ts'
import type { PodOwner } from '#api-mock/controllers/workloads/pod-owners.ts'
import { namePrefix, podOf } from '#api-mock/controllers/workloads/template.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { controllerReference } from '#api-mock/resources/owners.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { finishedAt, indexAnnotation, planJob } from './plan.ts'
import type { JobPlan } from './plan.ts'

/** Runs the pods of jobs until they have succeeded often enough, or failed too often. */
export class JobController {
  readonly #context: ManagerContext
  readonly #definition: ResourceDefinition
  readonly #owners: Index<PodOwner>
  readonly #client: Client
  readonly #recorder: Recorder
  readonly #worker: Worker

  constructor(context: ManagerContext) {
    const { cluster } = context
    this.#context = context
    this.#definition = cluster.registry.builtIn('batch/v1/jobs')
    const tools = toolsOf(cluster, 'job-controller')
    this.#client = tools.client
    this.#recorder = tools.recorder
    this.#worker = new Worker((key) => this.#sync(key), cluster.report, 20)
    this.#owners = indexOwners(cluster, this.#definition)
    followOwners(context, this.#owners, this.#worker)
  }

  stop(): void {
    this.#worker.stop()
    this.#owners.stop()
  }

  async #sync(key: string): Promise<Outcome> {
    const { cluster, pods } = this.#context
    const entry = this.#owners.get(placeOf(key).namespace, placeOf(key).name)
    const job = read(cluster, this.#definition, placeOf(key))
    if (entry === undefined || job === undefined) return
    const ended = finishedAt(job)
    if (ended !== undefined) {
      await this.#expire(key, job, ended)
      return
    }
    // Without a selector, which a server makes for each job, no pod of another one may be let go.
    if (entry.selector !== undefined) {
      await claimPods(this.#context, this.#client, { definition: this.#definition, owner: entry })
    }
    const state = () => ({ job, pods: pods.by('owner', entry.uid), now: cluster.clock().getTime() })
    const plan = planJob(state())
    const done = await this.#act(job, plan)
    const { status, occurrences } = planJob(state())
    if (!sameJson(status, job.status)) {
      await this.#client.editStatus(this.#definition, entry, (object) => ({ ...object, status }))
      for (const occurrence of occurrences) this.#recorder.record(job, occurrence)
    }
    if (!done) return 'again'
    if (plan.recheck !== undefined) this.#worker.add(key, plan.recheck)
  }

  async #act(job: KubeObject, { create, indexes, remove }: JobPlan): Promise<boolean> {
    const control = { owner: job }
    await Promise.all(remove.map((pod) => removePod(this.#client, this.#recorder, { ...control, pod })))
    if (create === 0) return true
    const owner = controllerReference(this.#definition, job)
    const { name, namespace = '' } = job.metadata
    const pod = podOf(fieldsOf(job.spec).template, { namespace, owner, generateName: namePrefix(name) })
    const refusal =
      indexes.length === 0
        ? await createCopies(this.#client, this.#recorder, { ...control, pod, count: create })
        : await createPods(this.#client, this.#recorder, {
            ...control,
            pods: indexes.map((index) => withIndex(pod, name, index)),
          })
    return refusal === undefined
  }

  /** A job that has ended goes after the time that it says. */
  async #expire(key: string, job: KubeObject, ended: number): Promise<void> {
    const { ttlSecondsAfterFinished: seconds } = fieldsOf(job.spec)
    if (typeof seconds !== 'number' || job.metadata.deletionTimestamp !== undefined) return
    const left = ended + seconds * 1000 - this.#context.cluster.clock().getTime()
    if (left > 0) this.#worker.add(key, left)
    else await this.#client.remove(this.#definition, placeOf(key), { uid: job.metadata.uid })
  }
}

/** A pod of an indexed job, which finds its index in its name, its labels and its environment. */
function withIndex(pod: KubeObject, jobName: string, index: number): KubeObject {
  const { metadata } = pod
  const spec = fieldsOf(pod.spec)
  const value = String(index)
  const fieldPath = `metadata.labels['${indexAnnotation}']`
  const variable = { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath } } }
  const withVariable = (container: Record<string, unknown>): Record<string, unknown> => {
    const env = listOf(container.env)
    return env.some(({ name }) => name === variable.name)
      ? container
      : { ...container, env: [...env, variable] }
  }
  return {
    ...pod,
    metadata: {
      ...metadata,
      generateName: `${jobName}-${index}-`,
      annotations: { ...metadata.annotations, [indexAnnotation]: value },
      labels: { ...metadata.labels, [indexAnnotation]: value },
    },
    spec: {
      ...spec,
      ...(textOf(spec.hostname) === '' ? { hostname: `${jobName}-${index}` } : {}),
      containers: listOf(spec.containers).map(withVariable),
      ...(spec.initContainers === undefined
        ? {}
        : { initContainers: listOf(spec.initContainers).map(withVariable) }),
    },
  }
}
