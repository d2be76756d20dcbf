import type { KubeObject } from '#kube/types.ts'
import type { NodeEntry } from '#api-mock/controllers/nodes.ts'
import { isAvailable, isReady } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { scaledValue } from '#api-mock/controllers/workloads/scaled-value.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { fitOf, hashLabel } from './daemon-pod.ts'
import type { Fit } from './daemon-pod.ts'

/** A pod that fails at once is not replaced more often than this, in milliseconds. */
const patience = 1000

export interface DaemonState {
  nodes: readonly NodeEntry[]
  pods: readonly PodEntry[]
  /** Of the template as it is now. */
  hash: string
  now: number
}

export interface DaemonPlan {
  /** The nodes that get a pod. */
  create: string[]
  remove: PodEntry[]
  failed: PodEntry[]
  status: Record<string, unknown>
  /** In how many milliseconds to look again. */
  recheck: number | undefined
}

interface Place extends Fit {
  nodeName: string
  pods: PodEntry[]
}

/** One pod on each node that fits; an update replaces as many at once as may be unavailable. */
export function planDaemonSet(set: KubeObject, state: DaemonState): DaemonPlan {
  const places = placesOf(fieldsOf(set.spec).template, state)
  const create: string[] = []
  const remove: PodEntry[] = []
  const failed: PodEntry[] = []
  let recheck: number | undefined
  for (const { nodeName, runs, stays, pods } of places) {
    const alive = pods.filter(({ deleting }) => !deleting)
    const [ended, running] = split(alive, ({ phase }) => phase === 'Failed' || phase === 'Succeeded')
    const [due, early] = split(ended, ({ createdAt }) => createdAt + patience <= state.now)
    if (early.length > 0) recheck = patience
    if (runs && pods.length === 0) create.push(nodeName)
    else if (!stays) remove.push(...running)
    else remove.push(...running.toSorted((one, other) => one.createdAt - other.createdAt).slice(1))
    failed.push(...due)
  }
  if (create.length === 0 && remove.length === 0) remove.push(...replaced(set, places, state))
  const status = statusOf(set, places, state)
  return set.metadata.deletionTimestamp === undefined
    ? { create, remove, failed, status, recheck }
    : { create: [], remove: [], failed: [], status, recheck: undefined }
}

function split<T>(items: readonly T[], isSo: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isSo), items.filter((item) => !isSo(item))]
}

function placesOf(template: unknown, { nodes, pods }: DaemonState): Place[] {
  const fit = fitOf(template)
  const byNode = Map.groupBy(pods, ({ targetNode }) => targetNode)
  const places = nodes.map((node) => ({
    nodeName: node.name,
    ...fit(node),
    pods: byNode.get(node.name) ?? [],
  }))
  const known = new Set(nodes.map(({ name }) => name))
  const elsewhere = [...byNode].filter(([nodeName]) => !known.has(nodeName))
  return [
    ...places,
    ...elsewhere.map(([nodeName, lost]) => ({ nodeName, runs: false, stays: false, pods: lost })),
  ]
}

/** The pods of other templates that make room for new ones now: those that are not available anyway first. */
function replaced(set: KubeObject, places: readonly Place[], { hash, now }: DaemonState): PodEntry[] {
  const { updateStrategy, minReadySeconds } = fieldsOf(set.spec)
  const { type, rollingUpdate } = fieldsOf(updateStrategy)
  if (type === 'OnDelete') return []
  const wanted = places.filter(({ runs }) => runs)
  const most = mostUnavailable(fieldsOf(rollingUpdate), wanted.length)
  const available = (pod: PodEntry): boolean => isAvailable(pod, numberOf(minReadySeconds), now)
  const alive = wanted.map(({ pods }) => pods.find(({ deleting }) => !deleting))
  const old = alive.filter((pod) => pod !== undefined).filter((pod) => pod.labels[hashLabel] !== hash)
  const [candidates, broken] = split(old, available)
  const unavailable = alive.filter((pod) => pod === undefined || !available(pod)).length
  return [...broken, ...candidates.slice(0, Math.max(0, most - unavailable))]
}

/** With a surge as many pods are replaced at once, though without the pod more that it allows. */
function mostUnavailable(
  { maxUnavailable = 1, maxSurge = 0 }: Record<string, unknown>,
  nodes: number,
): number {
  return scaledValue(maxUnavailable, nodes, Math.ceil) || Math.max(1, scaledValue(maxSurge, nodes, Math.ceil))
}

function statusOf(
  set: KubeObject,
  places: readonly Place[],
  { hash, now }: DaemonState,
): Record<string, unknown> {
  const minReadySeconds = numberOf(fieldsOf(set.spec).minReadySeconds)
  const wanted = places.filter(({ runs }) => runs)
  const scheduled = wanted.filter(({ pods }) => pods.length > 0)
  const oldest = scheduled.flatMap(({ pods }) =>
    pods.toSorted((one, other) => one.createdAt - other.createdAt).slice(0, 1),
  )
  const available = oldest.filter((pod) => isAvailable(pod, minReadySeconds, now)).length
  const optional = {
    updatedNumberScheduled: oldest.filter(({ labels }) => labels[hashLabel] === hash).length,
    numberAvailable: available,
    numberUnavailable: wanted.length - available,
  }
  const { generation } = set.metadata
  return {
    currentNumberScheduled: scheduled.length,
    numberMisscheduled: places.filter(({ runs, pods }) => !runs && pods.length > 0).length,
    desiredNumberScheduled: wanted.length,
    numberReady: oldest.filter(isReady).length,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...Object.fromEntries(Object.entries(optional).filter(([, count]) => count !== 0)),
  }
}
