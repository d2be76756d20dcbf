import { sameJson } from '#kube/json.ts'
import { requirementsOf } from '#kube/label-selector.ts'
import type { LabelSelector } from '#kube/selectors.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Change } from '#api-mock/client/object-index.ts'
import { keyOf, placeOf } from '#api-mock/client/place.ts'
import type { Recorder } from '#api-mock/client/recorder.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read, toolsOf } from '#api-mock/controllers/context.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import { selects } from '#api-mock/controllers/selectors.ts'
import type { ReplicaSetEntry, ReplicaSetIndex } from '#api-mock/controllers/workloads/replica-set-entry.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { conditionsOf, withCondition } from '#api-mock/resources/conditions.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { adopted, controllerReference, released } from '#api-mock/resources/owners.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { condition } from './deployment-status.ts'
import { revisionAnnotation } from './revisions.ts'
import { planRollout } from './rollout.ts'
import type { Resize } from './rollout.ts'

interface DeploymentEntry {
  namespace: string
  name: string
  uid: string
  selector: LabelSelector | undefined
}

/** Rolls deployments out by the sizes of their ReplicaSets. */
export class DeploymentController {
  readonly #context: ManagerContext
  readonly #definition: ResourceDefinition
  readonly #setDefinition: ResourceDefinition
  readonly #deployments: Index<DeploymentEntry>
  readonly #sets: ReplicaSetIndex
  readonly #client: Client
  readonly #recorder: Recorder
  readonly #worker: Worker

  constructor(context: ManagerContext, sets: ReplicaSetIndex) {
    const { cluster } = context
    this.#context = context
    this.#definition = cluster.registry.builtIn('apps/v1/deployments')
    this.#setDefinition = cluster.registry.builtIn('apps/v1/replicasets')
    this.#sets = sets
    const tools = toolsOf(cluster, 'deployment-controller')
    this.#client = tools.client
    this.#recorder = tools.recorder
    this.#worker = new Worker((key) => this.#sync(key), cluster.report, 20)
    this.#deployments = new Index(cluster, {
      definition: this.#definition,
      read: ({ metadata, spec }) => ({
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        uid: metadata.uid ?? '',
        selector: requirementsOf(fieldsOf(spec).selector),
      }),
      keys: { uid: ({ uid }) => uid, namespace: ({ namespace }) => namespace },
    })
    this.#deployments.follow(({ current }) => {
      if (current !== undefined) this.#worker.add(keyOf(current))
    })
    sets.follow((change) => this.#wake(change))
  }

  stop(): void {
    this.#worker.stop()
    this.#deployments.stop()
  }

  #wake({ current, previous }: Change<ReplicaSetEntry>): void {
    for (const owner of new Set([current?.owner, previous?.owner])) {
      const deployment = owner === undefined ? undefined : this.#deployments.find('uid', owner)
      if (deployment !== undefined) this.#worker.add(keyOf(deployment))
    }
    if (current === undefined || current.owner !== undefined) return
    for (const deployment of this.#deployments.by('namespace', current.namespace)) {
      if (selects(deployment.selector, current.labels)) this.#worker.add(keyOf(deployment))
    }
  }

  async #sync(key: string): Promise<Outcome> {
    const { cluster, pods } = this.#context
    const entry = this.#deployments.get(placeOf(key).namespace, placeOf(key).name)
    const deployment = read(cluster, this.#definition, placeOf(key))
    if (entry === undefined || deployment === undefined) return
    const owner = controllerReference(this.#definition, deployment)
    if (deployment.metadata.deletionTimestamp === undefined) await this.#claim(entry, owner)
    const plan = planRollout({
      deployment,
      owner,
      sets: this.#sets.by('owner', entry.uid),
      hasPods: ({ uid }) => pods.by('owner', uid).some(({ phase }) => !hasEnded(phase)),
      now: cluster.clock().getTime(),
    })
    if (plan.create !== undefined && !(await this.#create(deployment, plan.create))) return 'again'
    await Promise.all([
      ...plan.resize.map((resize) => this.#resize(deployment, resize)),
      ...plan.remove.map((set) => this.#client.remove(this.#setDefinition, set, { uid: set.uid })),
    ])
    await this.#write(deployment, plan.deployment)
    if (plan.recheck !== undefined) this.#worker.add(key, plan.recheck)
  }

  /** Takes over the sets of nobody that the deployment selects, and lets go of its own that it does not. */
  async #claim(entry: DeploymentEntry, owner: ReturnType<typeof controllerReference>): Promise<void> {
    const orphans = this.#sets.by('orphan', entry.namespace)
    await Promise.all([
      ...orphans
        .filter((set) => !set.deleting && selects(entry.selector, set.labels))
        .map((set) => this.#client.edit(this.#setDefinition, set, (object) => adopted(object, owner))),
      ...this.#sets
        .by('owner', entry.uid)
        .filter((set) => !set.deleting && !selects(entry.selector, set.labels))
        .map((set) => this.#client.edit(this.#setDefinition, set, (object) => released(object, entry.uid))),
    ])
  }

  /** Whether the new ReplicaSet is there now; why it is not is told. */
  async #create(deployment: KubeObject, set: KubeObject): Promise<boolean> {
    const { name } = set.metadata
    try {
      await this.#client.create(this.#setDefinition, set)
      const replicas = numberOf(fieldsOf(set.spec).replicas)
      if (replicas > 0) this.#tell(deployment, `Scaled up replica set ${name} from 0 to ${replicas}`)
      return true
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      if (error.code === 409) {
        await this.#countCollision(deployment)
        return false
      }
      const message = `Failed to create new replica set "${name}": ${error.message}`
      const reason = 'ReplicaSetCreateError'
      const now = this.#context.cluster.clock().getTime()
      const failed = condition('Progressing', 'False', { reason, message, now })
      this.#recorder.record(deployment, { type: 'Warning', reason, message })
      const conditions = withCondition(conditionsOf(deployment), failed)
      await this.#write(deployment, {
        ...deployment,
        status: { ...fieldsOf(deployment.status), conditions },
      })
      return false
    }
  }

  /** Another ReplicaSet has the name that this template would have: the count makes it another one. */
  async #countCollision(deployment: KubeObject): Promise<void> {
    const status = fieldsOf(deployment.status)
    const collisionCount = numberOf(status.collisionCount) + 1
    await this.#write(deployment, { ...deployment, status: { ...status, collisionCount } })
  }

  async #resize(
    deployment: KubeObject,
    { set, replicas, annotations, minReadySeconds }: Resize,
  ): Promise<void> {
    await this.#client.edit(this.#setDefinition, set, (object) => ({
      ...object,
      metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
      spec: {
        ...fieldsOf(object.spec),
        replicas,
        ...(minReadySeconds === set.minReadySeconds ? {} : { minReadySeconds }),
      },
    }))
    if (replicas === set.replicas) return
    const direction = replicas > set.replicas ? 'up' : 'down'
    this.#tell(deployment, `Scaled ${direction} replica set ${set.name} from ${set.replicas} to ${replicas}`)
  }

  #tell(deployment: KubeObject, message: string): void {
    this.#recorder.record(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message })
  }

  /** Writes status and revision, where they are new. */
  async #write(before: KubeObject, { metadata, status }: KubeObject): Promise<void> {
    const revision = metadata.annotations?.[revisionAnnotation]
    const revised = before.metadata.annotations?.[revisionAnnotation] !== revision
    if (!revised && sameJson(before.status, status)) return
    const { namespace = '', name, uid } = metadata
    await this.#client.editStatus(this.#definition, { namespace, name }, (object) => {
      if (object.metadata.uid !== uid) return object
      if (revision === undefined) return { ...object, status }
      const annotations = { ...object.metadata.annotations, [revisionAnnotation]: revision }
      return { ...object, metadata: { ...object.metadata, annotations }, status }
    })
  }
}
