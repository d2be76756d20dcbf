import { sameJson } from '#kube/json.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject, OwnerReference } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import type { Client } from '#api-mock/client/client.ts'
import type { Index } from '#api-mock/client/object-index.ts'
import { placeOf } from '#api-mock/client/place.ts'
import type { Recorder } from '#api-mock/client/recorder.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read, toolsOf } from '#api-mock/controllers/context.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import { isActive, nextAvailability } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { claimPods, followOwners, indexOwners } from '#api-mock/controllers/workloads/pod-owners.ts'
import type { PodOwner } from '#api-mock/controllers/workloads/pod-owners.ts'
import { RevisionHistory, outdatedRevisions } from '#api-mock/controllers/workloads/revision-history.ts'
import type { RevisionEntry, RevisionIndex } from '#api-mock/controllers/workloads/revision-history.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { controllerReference } from '#api-mock/resources/owners.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { claimsOf, memberOf, retention } from './members.ts'
import {
  currentRevisionOf,
  ordinalOf,
  planStatefulSet,
  readStatefulSet,
  revisionLabel,
  statefulSetStatus,
} from './plan.ts'
import type { Revisions, StatefulSetPlan, StatefulSetSpec } from './plan.ts'

/** Keeps the pods of StatefulSets, which have names, an order and claims. */
export class StatefulSetController {
  readonly #context: ManagerContext
  readonly #definition: ResourceDefinition
  readonly #claimDefinition: ResourceDefinition
  readonly #owners: Index<PodOwner>
  readonly #client: Client
  readonly #recorder: Recorder
  readonly #history: RevisionHistory
  readonly #worker: Worker

  constructor(context: ManagerContext, revisions: RevisionIndex) {
    const { cluster } = context
    this.#context = context
    this.#definition = cluster.registry.builtIn('apps/v1/statefulsets')
    this.#claimDefinition = cluster.registry.builtIn('/v1/persistentvolumeclaims')
    const tools = toolsOf(cluster, 'statefulset-controller')
    this.#client = tools.client
    this.#recorder = tools.recorder
    this.#history = new RevisionHistory(cluster, tools.client, revisions)
    this.#worker = new Worker((key) => this.#sync(key), cluster.report, 20)
    this.#owners = indexOwners(cluster, this.#definition)
    followOwners(context, this.#owners, this.#worker)
  }

  stop(): void {
    this.#worker.stop()
    this.#owners.stop()
  }

  async #sync(key: string): Promise<Outcome> {
    const { cluster, pods: index } = this.#context
    const entry = this.#owners.get(placeOf(key).namespace, placeOf(key).name)
    const set = read(cluster, this.#definition, placeOf(key))
    if (entry === undefined || set === undefined) return
    const mayOwn = (pod: PodEntry): boolean => ordinalOf(entry.name, pod.name) !== undefined
    await claimPods(this.#context, this.#client, { definition: this.#definition, owner: entry, mayOwn })
    const spec = readStatefulSet(set)
    const owner = controllerReference(this.#definition, set)
    const hashLabel = 'controller.kubernetes.io/hash'
    const update = await this.#history.ensure(set, { owner, hashLabel })
    const current = currentRevisionOf(set, this.#history.of(entry.uid)) ?? update.name
    const revisions = { current, update: update.name }
    const state = () => ({ pods: index.by('owner', entry.uid), revisions, now: cluster.clock().getTime() })
    const done = await this.#act(set, owner, { spec, plan: planStatefulSet(spec, state()) })
    const status = statefulSetStatus(set, spec, state())
    if (!sameJson(status, set.status)) {
      await this.#client.editStatus(this.#definition, entry, (object) => ({ ...object, status }))
    }
    await this.#forget(spec, state().pods, revisions, this.#history.of(entry.uid))
    if (!done) return 'again'
    const next = nextAvailability(state().pods.filter(isActive), spec.minReadySeconds, state().now)
    if (next !== undefined) this.#worker.add(key, next)
  }

  /** Whether all could be done. */
  async #act(
    set: KubeObject,
    owner: OwnerReference,
    { spec, plan }: { spec: StatefulSetSpec; plan: StatefulSetPlan },
  ): Promise<boolean> {
    const claimed = await Promise.all(plan.claims.map((ordinal) => this.#createClaims(set, ordinal, owner)))
    const created = await Promise.all(plan.create.map((member) => this.#create(set, owner, member)))
    await Promise.all(plan.remove.map((pod) => this.#remove(set, spec, pod)))
    return [...claimed, ...created].every((done) => done)
  }

  async #create(
    set: KubeObject,
    owner: OwnerReference,
    { ordinal, revision }: StatefulSetPlan['create'][number],
  ): Promise<boolean> {
    const known = this.#history.of(owner.uid).find(({ name }) => name === revision)
    const template = known === undefined ? fieldsOf(set.spec).template : this.#history.templateOf(known)
    const pod = memberOf(set, template, { owner, ordinal, revision })
    const what = `Create Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`
    return await this.#try(set, pod, pods, { done: `${what} successful`, failed: `${what} failed error: ` })
  }

  async #createClaims(set: KubeObject, ordinal: number, owner: OwnerReference): Promise<boolean> {
    const { store } = this.#context.cluster
    const results = claimsOf(set, ordinal, owner).map(async (claim) => {
      const { name, namespace = '' } = claim.metadata
      const resource = storageKey(this.#claimDefinition)
      if (store.get(resource, namespace, name) !== undefined) return true
      const pod = `Pod ${set.metadata.name}-${ordinal} in StatefulSet ${set.metadata.name}`
      return await this.#try(set, claim, this.#claimDefinition, {
        done: `Create Claim ${name} ${pod} success`,
        failed: `Create Claim ${name} for ${pod} failed error: `,
      })
    })
    return (await Promise.all(results)).every((done) => done)
  }

  async #try(
    set: KubeObject,
    object: KubeObject,
    definition: ResourceDefinition,
    messages: { done: string; failed: string },
  ): Promise<boolean> {
    try {
      await this.#client.create(definition, object)
      this.#recorder.record(set, { type: 'Normal', reason: 'SuccessfulCreate', message: messages.done })
      return true
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      const message = messages.failed + error.message
      this.#recorder.record(set, { type: 'Warning', reason: 'FailedCreate', message })
      return false
    }
  }

  async #remove(set: KubeObject, spec: StatefulSetSpec, pod: PodEntry): Promise<void> {
    const ordinal = ordinalOf(spec.name, pod.name) ?? 0
    const scaled = ordinal < spec.start || ordinal >= spec.start + spec.replicas
    if (scaled && retention(set, 'whenScaled') === 'Delete') await this.#giveClaims(set, ordinal, pod)
    await this.#client.remove(pods, pod, { uid: pod.uid })
    const message = `Delete Pod ${pod.name} in StatefulSet ${spec.name} successful`
    this.#recorder.record(set, { type: 'Normal', reason: 'SuccessfulDelete', message })
  }

  /** Claims that a pod owns go with it. */
  async #giveClaims(set: KubeObject, ordinal: number, { name, uid }: PodEntry): Promise<void> {
    const owner = { apiVersion: 'v1', kind: 'Pod', name, uid, controller: true, blockOwnerDeletion: true }
    await Promise.all(
      claimsOf(set, ordinal, owner).map(({ metadata }) =>
        this.#client.edit(
          this.#claimDefinition,
          { namespace: metadata.namespace ?? '', name: metadata.name },
          (claim) => ({ ...claim, metadata: { ...claim.metadata, ownerReferences: [owner] } }),
        ),
      ),
    )
  }

  async #forget(
    { revisionHistoryLimit, deleting }: StatefulSetSpec,
    members: readonly PodEntry[],
    { current, update }: Revisions,
    known: readonly RevisionEntry[],
  ): Promise<void> {
    if (deleting) return
    const live = new Set([current, update, ...members.map(({ labels }) => labels[revisionLabel] ?? '')])
    await this.#history.remove(outdatedRevisions(known, live, revisionHistoryLimit))
  }
}
