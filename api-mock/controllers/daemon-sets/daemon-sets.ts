import { sameJson } from '#kube/json.ts'
import type { KubeObject, OwnerReference } from '#kube/types.ts'
import type { Client } from '#api-mock/client/client.ts'
import type { Index } from '#api-mock/client/object-index.ts'
import { keyOf, placeOf } from '#api-mock/client/place.ts'
import type { Recorder } from '#api-mock/client/recorder.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read, toolsOf } from '#api-mock/controllers/context.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import type { NodeIndex } from '#api-mock/controllers/nodes.ts'
import { isActive, nextAvailability } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { createPods, removePod } from '#api-mock/controllers/workloads/pod-control.ts'
import { claimPods, followOwners, indexOwners } from '#api-mock/controllers/workloads/pod-owners.ts'
import type { PodOwner } from '#api-mock/controllers/workloads/pod-owners.ts'
import { RevisionHistory, outdatedRevisions } from '#api-mock/controllers/workloads/revision-history.ts'
import type { RevisionEntry, RevisionIndex } from '#api-mock/controllers/workloads/revision-history.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { controllerReference } from '#api-mock/resources/owners.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { daemonPod, hashLabel } from './daemon-pod.ts'
import { planDaemonSet } from './plan.ts'

/** Keeps a pod of each DaemonSet on each node that it is for. */
export class DaemonSetController {
  readonly #context: ManagerContext
  readonly #definition: ResourceDefinition
  readonly #nodes: NodeIndex
  readonly #owners: Index<PodOwner>
  readonly #client: Client
  readonly #recorder: Recorder
  readonly #history: RevisionHistory
  readonly #worker: Worker

  constructor(context: ManagerContext, nodes: NodeIndex, revisions: RevisionIndex) {
    const { cluster } = context
    this.#context = context
    this.#nodes = nodes
    this.#definition = cluster.registry.builtIn('apps/v1/daemonsets')
    const tools = toolsOf(cluster, 'daemonset-controller')
    this.#client = tools.client
    this.#recorder = tools.recorder
    this.#history = new RevisionHistory(cluster, tools.client, revisions)
    this.#worker = new Worker((key) => this.#sync(key), cluster.report, 5)
    this.#owners = indexOwners(cluster, this.#definition)
    followOwners(context, this.#owners, this.#worker)
    nodes.follow(({ current, previous }) => {
      // A node's heartbeats concern nobody.
      if (sameJson(current, previous)) return
      for (const owner of this.#owners.all()) this.#worker.add(keyOf(owner))
    })
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
    await claimPods(this.#context, this.#client, { definition: this.#definition, owner: entry })
    const owner = controllerReference(this.#definition, set)
    const revision = await this.#history.ensure(set, { owner, hashLabel })
    const state = () => ({
      nodes: [...this.#nodes.all()],
      pods: index.by('owner', entry.uid),
      hash: revision.templateHash,
      now: cluster.clock().getTime(),
    })
    const plan = planDaemonSet(set, state())
    await Promise.all([...plan.failed, ...plan.remove].map((pod) => this.#remove(set, pod)))
    const done = await this.#create(set, owner, { hash: revision.templateHash, nodeNames: plan.create })
    const { status } = planDaemonSet(set, state())
    if (!sameJson(status, set.status)) {
      await this.#client.editStatus(this.#definition, entry, (object) => ({
        ...object,
        status,
      }))
    }
    await this.#forget(set, revision, state().pods)
    if (!done) return 'again'
    const minReadySeconds = numberOf(fieldsOf(set.spec).minReadySeconds)
    const next = plan.recheck ?? nextAvailability(state().pods.filter(isActive), minReadySeconds, state().now)
    if (next !== undefined) this.#worker.add(key, next)
  }

  async #create(
    set: KubeObject,
    owner: OwnerReference,
    { hash, nodeNames }: { hash: string; nodeNames: string[] },
  ): Promise<boolean> {
    const made = nodeNames.map((nodeName) => daemonPod(set, { owner, hash, nodeName }))
    return (await createPods(this.#client, this.#recorder, { owner: set, pods: made })) === undefined
  }

  async #remove(set: KubeObject, pod: PodEntry): Promise<void> {
    if (pod.phase === 'Failed') {
      const { namespace, name, nodeName } = pod
      const message = `Found failed daemon pod ${namespace}/${name} on node ${nodeName}, will try to kill it`
      this.#recorder.record(set, { type: 'Warning', reason: 'FailedDaemonPod', message })
    }
    await removePod(this.#client, this.#recorder, { owner: set, pod })
  }

  async #forget(set: KubeObject, { name }: RevisionEntry, daemons: readonly PodEntry[]): Promise<void> {
    const { uid = '' } = set.metadata
    const limit = numberOf(fieldsOf(set.spec).revisionHistoryLimit, 10)
    const hashes = new Set(daemons.map(({ labels }) => labels[hashLabel]))
    const known = this.#history.of(uid)
    const live = known.filter((entry) => entry.name === name || hashes.has(entry.templateHash))
    await this.#history.remove(outdatedRevisions(known, new Set(live.map((entry) => entry.name)), limit))
  }
}
