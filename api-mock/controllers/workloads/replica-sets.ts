import { sameJson } from '#kube/json.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import type { Client } from '#api-mock/controllers/client.ts'
import {
  conditionsOf,
  findCondition,
  withCondition,
  withoutCondition,
} from '#api-mock/controllers/conditions.ts'
import { placeOf, read, referenceTo, toolsOf } from '#api-mock/controllers/context.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import { adopted, controllerReference, released } from '#api-mock/controllers/owners.ts'
import { isActive, nextAvailability } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import type { Recorder } from '#api-mock/controllers/recorder.ts'
import { Worker } from '#api-mock/controllers/worker.ts'
import type { Outcome } from '#api-mock/controllers/worker.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { followOwners } from './pod-owners.ts'
import { countReplicas, planReplicas } from './replicas.ts'
import type { ReplicaCounts, ReplicaPlan } from './replicas.ts'
import type { ReplicaSetEntry, ReplicaSetIndex } from './replica-set-entry.ts'
import { namePrefix, podOf } from './template.ts'

/** What kept a ReplicaSet from having its pods. */
interface Failure {
  reason: 'FailedCreate' | 'FailedDelete'
  message: string
}

/** Keeps the pods of ReplicaSets, or of ReplicationControllers. */
export class ReplicaSetController {
  readonly #context: ManagerContext
  readonly #definition: ResourceDefinition
  readonly #sets: ReplicaSetIndex
  readonly #client: Client
  readonly #recorder: Recorder
  readonly #worker: Worker

  constructor(
    context: ManagerContext,
    { name, definition, sets }: { name: string; definition: ResourceDefinition; sets: ReplicaSetIndex },
  ) {
    const { cluster } = context
    this.#context = context
    this.#definition = definition
    this.#sets = sets
    const tools = toolsOf(cluster, name)
    this.#client = tools.client
    this.#recorder = tools.recorder
    this.#worker = new Worker((key) => this.#sync(key), cluster.report, 20)
    followOwners(context, sets, this.#worker)
  }

  stop(): void {
    this.#worker.stop()
  }

  async #sync(key: string): Promise<Outcome> {
    const place = placeOf(key)
    const set = this.#sets.get(place.namespace, place.name)
    if (set === undefined) return
    const failure = await this.#manage(set, this.#plan(set))
    const now = this.#context.cluster.clock().getTime()
    const owned = this.#context.pods.by('owner', set.uid)
    await this.#writeStatus(set, countReplicas(set, owned, now), failure)
    if (failure !== undefined) return 'again'
    const next = nextAvailability(owned.filter(isActive), set.minReadySeconds, now)
    if (next !== undefined) this.#worker.add(key, next)
  }

  #plan(set: ReplicaSetEntry): ReplicaPlan {
    const { pods: index } = this.#context
    return planReplicas(set, {
      owned: index.by('owner', set.uid),
      orphans: index.by('orphan', set.namespace),
      related: () => {
        const siblings = set.owner === undefined ? [set] : this.#sets.by('owner', set.owner)
        return siblings.flatMap(({ uid }) => index.by('owner', uid))
      },
    })
  }

  async #manage(set: ReplicaSetEntry, plan: ReplicaPlan): Promise<Failure | undefined> {
    const owner = controllerReference(this.#definition, referenceTo(this.#definition, set))
    await Promise.all([
      ...plan.adopt.map((pod) => this.#client.edit(pods, pod, (object) => adopted(object, owner))),
      ...plan.release.map((pod) => this.#client.edit(pods, pod, (object) => released(object, set.uid))),
    ])
    if (plan.create > 0) return await this.#create(set, plan.create)
    await Promise.all(plan.remove.map((pod) => this.#remove(set, pod)))
    return undefined
  }

  async #create(set: ReplicaSetEntry, count: number): Promise<Failure | undefined> {
    const object = read(this.#context.cluster, this.#definition, set)
    if (object === undefined) return undefined
    const results = await Promise.allSettled(this.#makers(object, count))
    const failures: unknown[] = []
    for (const result of results) {
      if (result.status === 'rejected') failures.push(result.reason)
      else this.#tell(set, 'SuccessfulCreate', `Created pod: ${result.value}`)
    }
    const [error] = failures
    if (error === undefined) return undefined
    if (!(error instanceof StatusError)) throw error
    // In a namespace that is going, nothing is created any more.
    if (error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating'))
      return undefined
    const reference = referenceTo(this.#definition, set)
    const message = `Error creating: ${error.message}`
    this.#recorder.record(reference, { type: 'Warning', reason: 'FailedCreate', message })
    return { reason: 'FailedCreate', message: error.message }
  }

  /** The names of the pods that are made, or why not. */
  #makers(set: KubeObject, count: number): Promise<string>[] {
    const { namespace = '', name } = set.metadata
    const owner = controllerReference(this.#definition, set)
    const pod = podOf(fieldsOf(set.spec).template, { namespace, owner, generateName: namePrefix(name) })
    const make = this.#client.prepare(pods, pod)
    return Array.from({ length: count }, async () => (await make()).name)
  }

  async #remove(set: ReplicaSetEntry, pod: PodEntry): Promise<void> {
    await this.#client.remove(pods, pod, { uid: pod.uid })
    this.#tell(set, 'SuccessfulDelete', `Deleted pod: ${pod.name}`)
  }

  #tell(set: ReplicaSetEntry, reason: string, message: string): void {
    this.#recorder.record(referenceTo(this.#definition, set), { type: 'Normal', reason, message })
  }

  async #writeStatus(
    set: ReplicaSetEntry,
    counts: ReplicaCounts,
    failure: Failure | undefined,
  ): Promise<void> {
    const now = this.#context.cluster.timestamp()
    // Most looks at a set change nothing, which is seen without reading it.
    if (isCurrent(set, counts, failure)) return
    await this.#client.editStatus(this.#definition, set, (object) => withStatus(object, counts, failure, now))
  }
}

function isCurrent(
  { status, generation, conditions }: ReplicaSetEntry,
  counts: ReplicaCounts,
  failure: Failure | undefined,
): boolean {
  return (
    status.observedGeneration === generation &&
    status.replicas === counts.replicas &&
    status.fullyLabeledReplicas === counts.fullyLabeledReplicas &&
    status.readyReplicas === counts.readyReplicas &&
    status.availableReplicas === counts.availableReplicas &&
    status.terminatingReplicas === counts.terminatingReplicas &&
    (failure === undefined) === (findCondition(conditions, 'ReplicaFailure') === undefined)
  )
}

/** The status with these counts; `fullyLabeledReplicas` and the like are left out where they are 0, as Go does it. */
export function withStatus(
  set: KubeObject,
  counts: ReplicaCounts,
  failure: Failure | undefined,
  now: string,
): KubeObject {
  const known = conditionsOf(set)
  const conditions =
    failure === undefined
      ? withoutCondition(known, 'ReplicaFailure')
      : withCondition(known, { type: 'ReplicaFailure', status: 'True', lastTransitionTime: now, ...failure })
  const { replicas, terminatingReplicas, ...optional } = counts
  const status = {
    replicas,
    ...Object.fromEntries(Object.entries(optional).filter(([, count]) => count !== 0)),
    // A ReplicationController does not tell it.
    ...(set.apiVersion === 'v1' ? {} : { terminatingReplicas }),
    ...(set.metadata.generation === undefined ? {} : { observedGeneration: set.metadata.generation }),
    ...(conditions.length === 0 ? {} : { conditions }),
  }
  return sameJson(status, set.status) ? set : { ...set, status }
}
