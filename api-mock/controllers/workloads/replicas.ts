import type { Labels } from '#kube/selectors.ts'
import { isActive, isAvailable, isReady, isTerminating } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { selects } from '#api-mock/controllers/selectors.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import type { ReplicaSetEntry } from './replica-set-entry.ts'

/** No more pods are made or deleted in one go. */
export const burst = 500

/** What is to be done about the pods of a ReplicaSet. */
export interface ReplicaPlan {
  adopt: PodEntry[]
  release: PodEntry[]
  create: number
  remove: PodEntry[]
}

/** What there is in the cluster that concerns a ReplicaSet. */
export interface ReplicaState {
  /** The pods that refer to it as their controller. */
  owned: readonly PodEntry[]
  /** The pods of its namespace that refer to none. */
  orphans: readonly PodEntry[]
  /** The pods of its siblings, the other sets of the same owner, and its own. */
  related: () => readonly PodEntry[]
}

/** Brings a ReplicaSet's pods to the number that is asked for: those it owns and, of the orphans, those it selects. */
export function planReplicas(set: ReplicaSetEntry, { owned, orphans, related }: ReplicaState): ReplicaPlan {
  if (set.deleting) return { adopt: [], release: [], create: 0, remove: [] }
  const active = owned.filter(isActive)
  const release = active.filter(({ labels }) => !selects(set.selector, labels))
  const adopt = orphans.filter((pod) => isActive(pod) && selects(set.selector, pod.labels))
  const claimed = [...active.filter((pod) => !release.includes(pod)), ...adopt]
  const surplus = claimed.length - set.replicas
  const create = Math.min(burst, Math.max(0, -surplus))
  return {
    adopt,
    release,
    create,
    remove: surplus > 0 ? choose(claimed, Math.min(burst, surplus), related) : [],
  }
}

/** The pods that are missed least come first. */
function choose(pods: readonly PodEntry[], count: number, related: ReplicaState['related']): PodEntry[] {
  if (count >= pods.length) return [...pods]
  const neighbours = new Map<string, number>()
  for (const pod of related()) {
    if (isActive(pod)) neighbours.set(pod.nodeName, (neighbours.get(pod.nodeName) ?? 0) + 1)
  }
  return pods.toSorted((one, other) => compareForDeletion(one, other, neighbours)).slice(0, count)
}

const phases = ['Pending', 'Unknown', 'Running']

/**
 * Pods without a node, in earlier phases, not ready, cheaper to delete, with more neighbours of their kind on
 * their node, ready for a shorter time, with more restarts and younger ones go first; as
 * `k8s.io/kubernetes/pkg/controller` orders them, but without chance among pods of about the same age.
 */
function compareForDeletion(one: PodEntry, other: PodEntry, neighbours: ReadonlyMap<string, number>): number {
  return (
    Number(one.nodeName !== '') - Number(other.nodeName !== '') ||
    phases.indexOf(one.phase) - phases.indexOf(other.phase) ||
    Number(isReady(one)) - Number(isReady(other)) ||
    deletionCost(one) - deletionCost(other) ||
    (neighbours.get(other.nodeName) ?? 0) - (neighbours.get(one.nodeName) ?? 0) ||
    (other.readySince ?? 0) - (one.readySince ?? 0) ||
    other.restarts - one.restarts ||
    other.createdAt - one.createdAt
  )
}

function deletionCost({ annotations }: PodEntry): number {
  const cost = annotations['controller.kubernetes.io/pod-deletion-cost'] ?? ''
  return /^(0|-?[1-9]\d*)$/.test(cost) ? Number(cost) : 0
}

export interface ReplicaCounts {
  replicas: number
  fullyLabeledReplicas: number
  readyReplicas: number
  availableReplicas: number
  terminatingReplicas: number
}

/** What the status of a ReplicaSet says of the pods that it owns. */
export function countReplicas(set: ReplicaSetEntry, owned: readonly PodEntry[], now: number): ReplicaCounts {
  const claimed = owned.filter(({ labels, phase }) => !hasEnded(phase) && selects(set.selector, labels))
  const active = claimed.filter(isActive)
  return {
    replicas: active.length,
    fullyLabeledReplicas: active.filter(({ labels }) => includes(labels, set.templateLabels)).length,
    readyReplicas: active.filter(isReady).length,
    availableReplicas: active.filter((pod) => isAvailable(pod, set.minReadySeconds, now)).length,
    terminatingReplicas: claimed.filter(isTerminating).length,
  }
}

function includes(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value)
}
