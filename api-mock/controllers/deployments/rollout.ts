import type { Labels } from '#kube/selectors.ts'
import type { KubeObject, OwnerReference } from '#kube/types.ts'
import { readReplicaSet } from '#api-mock/controllers/workloads/replica-set-entry.ts'
import type { ReplicaSetEntry } from '#api-mock/controllers/workloads/replica-set-entry.ts'
import { conditionsOf, findCondition, withCondition } from '#api-mock/resources/conditions.ts'
import type { Condition } from '#api-mock/resources/conditions.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { readDeployment } from './deployment-spec.ts'
import type { DeploymentSpec } from './deployment-spec.ts'
import {
  condition,
  countsOf,
  isComplete,
  progressCheck,
  readCounts,
  withAvailability,
  withFailures,
  withPause,
  withProgress,
  withStatus,
} from './deployment-status.ts'
import {
  newReplicaSet,
  newSetAnnotations,
  revisionAnnotation,
  revisionOf,
  sizeAnnotations,
} from './revisions.ts'
import { newSetSize, rollingStep } from './rolling.ts'
import { allOf, isScaled, scaleAll } from './scaling.ts'
import type { Sets, Sizes } from './scaling.ts'

/** What there is of a deployment. */
export interface RolloutState {
  deployment: KubeObject
  owner: OwnerReference
  /** The ReplicaSets that it manages. */
  sets: readonly ReplicaSetEntry[]
  /** Whether a pod of one of these sets has not ended. */
  hasPods: (set: ReplicaSetEntry) => boolean
  now: number
}

/** The next step of a rollout; after it, the state is looked at again. */
export interface RolloutPlan {
  create: KubeObject | undefined
  resize: Resize[]
  remove: ReplicaSetEntry[]
  /** The deployment with its new status and revision. */
  deployment: KubeObject
  /** In how many milliseconds to look again, if nothing happens. */
  recheck: number | undefined
}

export interface Resize {
  set: ReplicaSetEntry
  replicas: number
  annotations: Labels
  minReadySeconds: number
}

/** Decides about a deployment as `k8s.io/kubernetes/pkg/controller/deployment` does. */
export function planRollout(state: RolloutState): RolloutPlan {
  const { deployment, now } = state
  const spec = readDeployment(deployment)
  const sets = splitSets(spec, state.sets)
  const conditions = conditionsOf(deployment)
  if (deployment.metadata.deletionTimestamp !== undefined) {
    return finish(state, { spec, sets, conditions, follows: false })
  }
  const paused = withPause(conditions, spec, now)
  if (spec.paused || isScaled(spec, sets)) {
    const scaled = scaleAll(spec, sets, readCounts(deployment).replicas)
    const remove = spec.paused ? outdated(spec, sets) : []
    return finish(state, { spec, sets, conditions: paused, ...scaled, remove, follows: false })
  }
  const step = spec.rolling ? roll(state, spec, sets) : recreate(state, spec, sets)
  return finish(state, { spec, conditions: paused, ...step, follows: true })
}

/** What a step comes to. */
interface Step {
  sets: Sets
  create?: KubeObject | undefined
  sizes?: Sizes
  remove?: ReplicaSetEntry[]
}

function roll(state: RolloutState, spec: DeploymentSpec, sets: Sets): Step {
  const made = sets.newSet === undefined ? makeSet(state, spec, sets) : undefined
  const newSet = sets.newSet ?? made?.entry
  if (newSet === undefined) return { sets }
  const all = { newSet, oldSets: sets.oldSets }
  const sizes = rollingStep(spec, all)
  return {
    sets: all,
    create: made?.object,
    sizes,
    remove: sizes.size === 0 ? finished(state, spec, all) : [],
  }
}

/** The old pods go first, all of them; only then come new ones. */
function recreate(state: RolloutState, spec: DeploymentSpec, sets: Sets): Step {
  const { oldSets } = sets
  const active = oldSets.filter((set) => set.replicas > 0)
  if (active.length > 0) return { sets, sizes: new Map(active.map((set) => [set, 0])) }
  if (oldSets.some((set) => set.status.replicas > 0 || state.hasPods(set))) return { sets }
  const made = sets.newSet === undefined ? makeSet(state, spec, sets) : undefined
  const newSet = sets.newSet ?? made?.entry
  if (newSet === undefined) return { sets }
  const sizes: Sizes = newSet.replicas === spec.replicas ? new Map() : new Map([[newSet, spec.replicas]])
  const all = { newSet, oldSets }
  return { sets: all, create: made?.object, sizes, remove: finished(state, spec, all) }
}

function makeSet(
  { deployment, owner }: RolloutState,
  spec: DeploymentSpec,
  sets: Sets,
): { object: KubeObject; entry: ReplicaSetEntry } {
  const { oldSets } = sets
  const collisions = numberOf(fieldsOf(deployment.status).collisionCount)
  const { metadata, ...made } = newReplicaSet(deployment, spec, { owner, oldSets, collisions })
  const object = {
    ...made,
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...sizeAnnotations(spec) } },
    spec: { ...fieldsOf(made.spec), replicas: newSetSize(spec, sets) },
  }
  return { object, entry: readReplicaSet(object) }
}

/** A deployment's ReplicaSets, of which the oldest that has its template is the new one. */
function splitSets({ templateHash }: DeploymentSpec, sets: readonly ReplicaSetEntry[]): Sets {
  const sorted = sets.toSorted(
    (one, other) => one.createdAt - other.createdAt || (one.name < other.name ? -1 : 1),
  )
  const newSet = sorted.find((set) => set.templateHash === templateHash)
  return { newSet, oldSets: sorted.filter((set) => set !== newSet) }
}

function finished({ deployment }: RolloutState, spec: DeploymentSpec, sets: Sets): ReplicaSetEntry[] {
  const { generation = 0 } = deployment.metadata
  const observed = numberOf(fieldsOf(deployment.status).observedGeneration)
  return isComplete(spec, readCounts(deployment)) && observed >= generation ? outdated(spec, sets) : []
}

/** The oldest revisions, which the history does not hold any more. */
function outdated({ revisionHistoryLimit }: DeploymentSpec, { oldSets }: Sets): ReplicaSetEntry[] {
  if (revisionHistoryLimit === undefined) return []
  const alive = oldSets.filter(({ deleting }) => !deleting)
  return alive
    .toSorted((one, other) => revisionOf(one) - revisionOf(other) || one.createdAt - other.createdAt)
    .slice(0, Math.max(0, alive.length - revisionHistoryLimit))
    .filter(
      ({ replicas, status, generation }) =>
        replicas === 0 && status.replicas === 0 && generation <= status.observedGeneration,
    )
}

interface Finish extends Step {
  spec: DeploymentSpec
  conditions: Condition[]
  /** Whether sets whose size stays are to remember the deployment's size, too. */
  always?: boolean
  /** Whether the progress of a rollout is followed. */
  follows: boolean
}

function finish(state: RolloutState, { spec, sets, sizes = new Map(), ...step }: Finish): RolloutPlan {
  const { deployment, now } = state
  const counts = countsOf(sets, sizes)
  let conditions = withNewSet(step.conditions, spec, { sets, created: step.create !== undefined, now })
  conditions = withAvailability(conditions, spec, { counts, now })
  if (step.follows) {
    conditions = withProgress(conditions, spec, { deployment, counts, sets, now })
    conditions = withFailures(conditions, sets)
  }
  const { newSet, oldSets } = sets
  const annotations = newSet === undefined ? {} : newSetAnnotations(deployment, newSet.annotations, oldSets)
  const revision = annotations[revisionAnnotation]
  return {
    create: step.create,
    resize: allOf(sets).flatMap((set) => {
      if (step.create !== undefined && set === newSet) return []
      return resizeOf(set, spec, {
        replicas: sizes.get(set),
        always: step.always === true && sizes.has(set),
        annotations: set === newSet ? annotations : set.annotations,
        minReadySeconds: set === newSet ? spec.minReadySeconds : set.minReadySeconds,
      })
    }),
    remove: step.remove ?? [],
    deployment: withStatus(withRevision(deployment, revision), counts, conditions),
    recheck: step.follows ? progressCheck(spec, { conditions, counts, now }) : undefined,
  }
}

function withNewSet(
  conditions: readonly Condition[],
  spec: DeploymentSpec,
  { sets: { newSet }, created, now }: { sets: Sets; created: boolean; now: number },
): Condition[] {
  if (newSet === undefined || spec.progressDeadline === undefined) return [...conditions]
  if (created) {
    const message = `Created new replica set "${newSet.name}"`
    const reason = 'NewReplicaSetCreated'
    return withCondition(conditions, condition('Progressing', 'True', { reason, message, now }))
  }
  if (findCondition(conditions, 'Progressing') !== undefined) return [...conditions]
  const message = `Found new replica set "${newSet.name}"`
  return withCondition(
    conditions,
    condition('Progressing', 'True', { reason: 'FoundNewReplicaSet', message, now }),
  )
}

function resizeOf(
  set: ReplicaSetEntry,
  spec: DeploymentSpec,
  {
    replicas = set.replicas,
    always,
    annotations,
    minReadySeconds,
  }: { replicas: number | undefined; always: boolean; annotations: Labels; minReadySeconds: number },
): Resize[] {
  const sized =
    always || replicas !== set.replicas ? { ...annotations, ...sizeAnnotations(spec) } : annotations
  const same =
    replicas === set.replicas &&
    minReadySeconds === set.minReadySeconds &&
    Object.entries(sized).every(([name, value]) => set.annotations[name] === value)
  return same ? [] : [{ set, replicas, annotations: sized, minReadySeconds }]
}

function withRevision(deployment: KubeObject, revision: string | undefined): KubeObject {
  const { metadata } = deployment
  if (revision === undefined || metadata.annotations?.[revisionAnnotation] === revision) return deployment
  const annotations = { ...metadata.annotations, [revisionAnnotation]: revision }
  return { ...deployment, metadata: { ...metadata, annotations } }
}
