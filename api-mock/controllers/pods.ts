import type { Labels } from '#kube/selectors.ts'
import { readTime } from '#kube/time.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { claimsOf } from '#api-mock/pods/claims.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { conditionsOf, findCondition } from '#api-mock/resources/conditions.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { fieldsOf, listOf, numberOf, textOf } from '#api-mock/resources/values.ts'

/** What the controllers know of a pod. */
export interface PodEntry {
  namespace: string
  name: string
  uid: string
  labels: Labels
  annotations: Labels
  /** The uid of the owner that manages it; undefined for an orphan. */
  owner: string | undefined
  phase: string
  /** When it became ready, in milliseconds; undefined while it is not. */
  readySince: number | undefined
  /** Whether it has been told to go. */
  deleting: boolean
  /** Empty until it is scheduled. */
  nodeName: string
  /** The node that it is on, or the only one that its affinity names. */
  targetNode: string
  createdAt: number
  restarts: number
  /** When the last of its containers ended; 0 while none has. */
  finishedAt: number
  addresses: string[]
  hostname: string
  subdomain: string
  /** The ports of its containers that have a name. */
  ports: NamedPort[]
  claims: string[]
}

export interface NamedPort {
  name: string
  protocol: string
  port: number
}

export type PodIndex = Index<PodEntry>

/** The pods of a cluster by the uid of their owner, by namespace, and the orphans of a namespace. */
export function indexPods(cluster: Cluster): PodIndex {
  return new Index(cluster, {
    definition: pods,
    read: readPod,
    keys: {
      owner: ({ owner }) => owner,
      namespace: ({ namespace }) => namespace,
      orphan: ({ owner, namespace }) => (owner === undefined ? namespace : undefined),
      node: ({ nodeName }) => nodeName,
    },
  })
}

export function readPod(pod: KubeObject): PodEntry {
  const { metadata, status } = pod
  const spec = fieldsOf(pod.spec)
  const { phase, podIPs, podIP } = fieldsOf(status)
  const ready = findCondition(conditionsOf(pod), 'Ready')
  const containers = listOf(fieldsOf(status).containerStatuses)
  const addresses = listOf(podIPs).map(({ ip }) => textOf(ip))
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    owner: controllerOf(metadata)?.uid,
    phase: textOf(phase) || 'Pending',
    readySince: ready?.status === 'True' ? readTime(ready.lastTransitionTime) : undefined,
    deleting: metadata.deletionTimestamp !== undefined,
    nodeName: textOf(spec.nodeName),
    targetNode: textOf(spec.nodeName) || pinnedNode(spec.affinity),
    createdAt: readTime(metadata.creationTimestamp),
    restarts: Math.max(0, ...containers.map(({ restartCount }) => numberOf(restartCount))),
    finishedAt: Math.max(
      0,
      ...containers.map(({ state }) => readTime(fieldsOf(fieldsOf(state).terminated).finishedAt)),
    ),
    addresses: addresses.length > 0 || textOf(podIP) === '' ? addresses : [textOf(podIP)],
    hostname: textOf(spec.hostname),
    subdomain: textOf(spec.subdomain),
    ports: listOf(spec.containers).flatMap(portsOf),
    claims: claimsOf(spec),
  }
}

function pinnedNode(affinity: unknown): string {
  const required = fieldsOf(fieldsOf(affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution
  const [term] = listOf(fieldsOf(required).nodeSelectorTerms)
  const [field] = listOf(term?.matchFields)
  return Array.isArray(field?.values) ? textOf(field.values[0]) : ''
}

function portsOf({ ports }: Record<string, unknown>): NamedPort[] {
  return listOf(ports).flatMap(({ name, protocol, containerPort }) =>
    textOf(name) === ''
      ? []
      : [{ name: textOf(name), protocol: textOf(protocol) || 'TCP', port: numberOf(containerPort) }],
  )
}

/** Whether a pod has neither ended nor been told to. */
export function isActive({ phase, deleting }: PodEntry): boolean {
  return !deleting && !hasEnded(phase)
}

export function isTerminating({ phase, deleting }: PodEntry): boolean {
  return deleting && !hasEnded(phase)
}

export function isReady({ readySince }: PodEntry): boolean {
  return readySince !== undefined
}

/** Whether a pod has been ready for so long that it counts as available. */
export function isAvailable({ readySince }: PodEntry, minReadySeconds: number, now: number): boolean {
  return readySince !== undefined && (minReadySeconds === 0 || readySince + minReadySeconds * 1000 <= now)
}

/** In how many milliseconds the next of the pods becomes available that are ready; undefined when none does. */
export function nextAvailability(
  entries: readonly PodEntry[],
  minReadySeconds: number,
  now: number,
): number | undefined {
  if (minReadySeconds === 0) return undefined
  const times = entries.flatMap(({ readySince }) => {
    const left = readySince === undefined ? 0 : readySince + minReadySeconds * 1000 - now
    return left > 0 ? [left] : []
  })
  return times.length === 0 ? undefined : Math.min(...times)
}
