import type { KubeObject } from '#kube/types.ts'
import { isActive, isAvailable, isReady } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { burst } from '#api-mock/controllers/workloads/replicas.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'

export const revisionLabel = 'controller-revision-hash'

export interface StatefulSetSpec {
  name: string
  replicas: number
  /** The first ordinal. */
  start: number
  minReadySeconds: number
  parallel: boolean
  /** Undefined replaces pods only when they are deleted. */
  partition: number | undefined
  revisionHistoryLimit: number
  deleting: boolean
}

export function readStatefulSet({ metadata, spec }: KubeObject): StatefulSetSpec {
  const fields = fieldsOf(spec)
  const { type, rollingUpdate } = fieldsOf(fields.updateStrategy)
  return {
    name: metadata.name,
    replicas: numberOf(fields.replicas, 1),
    start: numberOf(fieldsOf(fields.ordinals).start),
    minReadySeconds: numberOf(fields.minReadySeconds),
    parallel: fields.podManagementPolicy === 'Parallel',
    partition: type === 'OnDelete' ? undefined : numberOf(fieldsOf(rollingUpdate).partition),
    revisionHistoryLimit: numberOf(fields.revisionHistoryLimit, 10),
    deleting: metadata.deletionTimestamp !== undefined,
  }
}

/** The names of the revisions that a set's pods are made of: the one it had, and the one it is to have. */
export interface Revisions {
  current: string
  update: string
}

export interface StatefulSetPlan {
  create: { ordinal: number; revision: string }[]
  remove: PodEntry[]
  /** The ordinals of pods whose claims have to be there. */
  claims: number[]
}

/** The ordinal in a pod's name; undefined where it is none of this set's. */
export function ordinalOf(setName: string, podName: string): number | undefined {
  const [, parent, ordinal] = /^(.*)-(\d+)$/.exec(podName) ?? []
  return parent === setName && ordinal !== undefined ? Number(ordinal) : undefined
}

/**
 * The next step of a StatefulSet. In order: a pod is made when those before it are available, removed when
 * those after it are gone, and replaced when those after it are replaced and available. In parallel, only
 * replacing waits.
 */
export function planStatefulSet(
  spec: StatefulSetSpec,
  { pods, revisions, now }: { pods: readonly PodEntry[]; revisions: Revisions; now: number },
): StatefulSetPlan {
  const plan: StatefulSetPlan = { create: [], remove: [], claims: [] }
  if (spec.deleting) return plan
  const { replicas, condemned } = partitionPods(spec, pods)
  const available = (pod: PodEntry | undefined): boolean =>
    pod !== undefined && isActive(pod) && isAvailable(pod, spec.minReadySeconds, now)
  let blocked = false
  for (const [ordinal, pod] of replicas) {
    if (blocked) break
    processReplica(plan, spec, { ordinal, pod, revisions })
    blocked = !spec.parallel && !available(pod)
  }
  if (blocked) return plan
  const waiting = plan.create.length + plan.remove.length > 0
  const firstUnavailable = [...condemned].reverse().find((pod) => !available(pod))
  for (const pod of condemned) {
    if (pod.deleting && spec.parallel) continue
    const mayGo = !pod.deleting && (available(pod) || pod === firstUnavailable)
    if (spec.parallel || mayGo) plan.remove.push(pod)
    if (!spec.parallel) return plan
  }
  if (!waiting && plan.remove.length === 0)
    plan.remove.push(...nextToUpdate(spec, replicas, revisions, available))
  return plan
}

function processReplica(
  plan: StatefulSetPlan,
  spec: StatefulSetSpec,
  { ordinal, pod, revisions }: { ordinal: number; pod: PodEntry | undefined; revisions: Revisions },
): void {
  if (pod === undefined) {
    const old = spec.partition !== undefined && ordinal < spec.start + spec.partition
    plan.create.push({ ordinal, revision: old ? revisions.current : revisions.update })
    plan.claims.push(ordinal)
  } else if (hasEnded(pod.phase)) {
    if (!pod.deleting) plan.remove.push(pod)
  } else if (pod.phase === 'Pending') {
    plan.claims.push(ordinal)
  }
}

/** One pod at a time is replaced, the last one first. */
function nextToUpdate(
  { partition, start }: StatefulSetSpec,
  replicas: ReadonlyMap<number, PodEntry | undefined>,
  { update }: Revisions,
  available: (pod: PodEntry | undefined) => boolean,
): PodEntry[] {
  if (partition === undefined) return []
  for (const [ordinal, pod] of [...replicas].reverse()) {
    if (ordinal < start + partition) break
    if (pod !== undefined && !pod.deleting && pod.labels[revisionLabel] !== update) return [pod]
    if (!available(pod)) return []
  }
  return []
}

/** The pods by the ordinals that there are to be, and those beyond, the last one first. */
function partitionPods(
  { name, start, replicas }: StatefulSetSpec,
  pods: readonly PodEntry[],
): { replicas: Map<number, PodEntry | undefined>; condemned: PodEntry[] } {
  const wanted = new Map<number, PodEntry | undefined>()
  const end = start + replicas
  // A set may ask for billions; those that are made in one go are enough to look at, beside those there are.
  const near = Math.min(end, start + pods.length + burst)
  for (let ordinal = start; ordinal < near; ordinal += 1) wanted.set(ordinal, undefined)
  const condemned: [number, PodEntry][] = []
  for (const pod of pods) {
    const ordinal = ordinalOf(name, pod.name)
    if (ordinal === undefined) continue
    if (ordinal >= start && ordinal < end) wanted.set(ordinal, pod)
    else condemned.push([ordinal, pod])
  }
  return {
    replicas: wanted,
    condemned: condemned.sort(([one], [other]) => other - one).map(([, pod]) => pod),
  }
}

/** The status of a set with these pods; an update that is complete makes the revision the current one. */
export function statefulSetStatus(
  object: KubeObject,
  spec: StatefulSetSpec,
  { pods, revisions, now }: { pods: readonly PodEntry[]; revisions: Revisions; now: number },
): Record<string, unknown> {
  const members = pods.filter((pod) => ordinalOf(spec.name, pod.name) !== undefined)
  const ready = members.filter((pod) => pod.phase === 'Running' && isReady(pod))
  const staying = members.filter(({ deleting }) => !deleting)
  const ofRevision = (revision: string): number =>
    staying.filter(({ labels }) => labels[revisionLabel] === revision).length
  const updated = ofRevision(revisions.update)
  const complete =
    spec.partition !== undefined &&
    [updated, ready.length, members.length].every((count) => count === spec.replicas)
  const counts = {
    readyReplicas: ready.length,
    currentReplicas: complete ? updated : ofRevision(revisions.current),
    updatedReplicas: updated,
  }
  const { generation } = object.metadata
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    replicas: members.length,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    currentRevision: complete ? revisions.update : revisions.current,
    updateRevision: revisions.update,
    collisionCount: numberOf(fieldsOf(object.status).collisionCount),
    availableReplicas: ready.filter((pod) => isAvailable(pod, spec.minReadySeconds, now)).length,
  }
}

/** The revision that a set had until now, where its history still has it. */
export function currentRevisionOf(
  { status }: KubeObject,
  known: readonly { name: string }[],
): string | undefined {
  const current = textOf(fieldsOf(status).currentRevision)
  return known.some(({ name }) => name === current) ? current : undefined
}
