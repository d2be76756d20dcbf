import { sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import type { Client } from '#api-mock/client/client.ts'
import { placeOf } from '#api-mock/client/place.ts'
import type { Recorder } from '#api-mock/client/recorder.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read, referenceTo, toolsOf } from '#api-mock/controllers/context.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import { isActive, nextAvailability } from '#api-mock/controllers/pods.ts'
import {
  conditionsOf,
  findCondition,
  withCondition,
  withoutCondition,
} from '#api-mock/resources/conditions.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { adopted, controllerReference, released } from '#api-mock/resources/owners.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { createCopies, removePod } from './pod-control.ts'
import { followOwners } from './pod-owners.ts'
import type { ReplicaSetEntry, ReplicaSetIndex } from './replica-set-entry.ts'
import { countReplicas, planReplicas } from './replicas.ts'
import type { ReplicaCounts, ReplicaPlan } from './replicas.ts'
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
    const reference = referenceTo(this.#definition, set)
    const owner = controllerReference(this.#definition, reference)
    await Promise.all([
      ...plan.adopt.map((pod) => this.#client.edit(pods, pod, (object) => adopted(object, owner))),
      ...plan.release.map((pod) => this.#client.edit(pods, pod, (object) => released(object, set.uid))),
    ])
    if (plan.create > 0) return await this.#create(set, plan.create)
    await Promise.all(
      plan.remove.map((pod) => removePod(this.#client, this.#recorder, { owner: reference, pod })),
    )
    return undefined
  }

  async #create(set: ReplicaSetEntry, count: number): Promise<Failure | undefined> {
    const object = read(this.#context.cluster, this.#definition, set)
    if (object === undefined) return undefined
    const { namespace = '', name } = object.metadata
    const owner = controllerReference(this.#definition, object)
    const pod = podOf(fieldsOf(object.spec).template, { namespace, owner, generateName: namePrefix(name) })
    const error = await createCopies(this.#client, this.#recorder, { owner: object, pod, count })
    return error === undefined ? undefined : { reason: 'FailedCreate', message: error.message }
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
function withStatus(
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
