import { requirementsOf } from '#kube/label-selector.ts'
import type { Labels, LabelSelector } from '#kube/selectors.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { claimsOf } from '#api-mock/pods/claims.ts'
import { readNodeAffinity, readNodeTerms } from '#api-mock/pods/node-affinity.ts'
import type { NodeAffinity, NodeTerm } from '#api-mock/pods/node-affinity.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { readTolerations } from '#api-mock/pods/taints.ts'
import type { Toleration } from '#api-mock/pods/taints.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { fieldsOf, listOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { loadOf, requestsOf } from './resources.ts'
import type { Amounts } from './resources.ts'

/** Pods that should, or should not, be in one topology with another. */
export interface PodTerm {
  selector: LabelSelector | undefined
  namespaces: readonly string[]
  topologyKey: string
  weight: number
}

export interface SpreadConstraint {
  selector: LabelSelector | undefined
  topologyKey: string
  maxSkew: number
  minDomains: number
}

export interface HostPort {
  ip: string
  protocol: string
  port: number
}

/** What the scheduler and the kubelet know of each pod. */
export interface PodInfo extends NodeAffinity {
  namespace: string
  name: string
  uid: string
  resourceVersion: string
  labels: Labels
  nodeName: string
  schedulerName: string
  priority: number
  preempts: boolean
  createdAt: string
  /** Whether it waits for somebody to take its gates away. */
  gated: boolean
  deleting: boolean
  /** Whether its containers have all ended for good: it needs nothing of its node any more. */
  ended: boolean
  requests: Amounts
  /** What it is taken to need where nodes are compared: containers that ask for nothing need something. */
  load: { cpu: number; memory: number }
  /** The uid of what controls it: replicas of one thing are spread. */
  owner: string
  ports: readonly HostPort[]
  /** The names of the volume claims that it mounts. */
  claims: readonly string[]
  preferredNodes: readonly { weight: number; term: NodeTerm }[]
  tolerations: readonly Toleration[]
  near: readonly PodTerm[]
  apart: readonly PodTerm[]
  preferNear: readonly PodTerm[]
  preferApart: readonly PodTerm[]
  spread: readonly SpreadConstraint[]
}

export function readPod({ metadata, spec: given, status }: KubeObject): PodInfo {
  const spec = fieldsOf(given)
  const namespace = metadata.namespace ?? ''
  const phase = textOf(fieldsOf(status).phase)
  const { nodeAffinity, podAffinity, podAntiAffinity } = fieldsOf(spec.affinity)
  return {
    namespace,
    name: metadata.name,
    uid: metadata.uid ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
    labels: metadata.labels ?? {},
    nodeName: textOf(spec.nodeName),
    schedulerName: textOf(spec.schedulerName) || 'default-scheduler',
    priority: numberOf(spec.priority),
    preempts: spec.preemptionPolicy !== 'Never',
    createdAt: metadata.creationTimestamp ?? '',
    gated: listOf(spec.schedulingGates).length > 0,
    deleting: metadata.deletionTimestamp !== undefined,
    ended: hasEnded(phase),
    requests: requestsOf(spec),
    load: loadOf(spec),
    owner: controllerOf(metadata)?.uid ?? '',
    ports: hostPortsOf(spec.containers),
    ...readNodeAffinity(spec),
    claims: claimsOf(spec),
    preferredNodes: listOf(fieldsOf(nodeAffinity).preferredDuringSchedulingIgnoredDuringExecution).flatMap(
      ({ weight, preference }) =>
        readNodeTerms([preference]).map((term) => ({ weight: Number(weight), term })),
    ),
    tolerations: readTolerations(spec.tolerations),
    near: requiredTerms(podAffinity, namespace),
    apart: requiredTerms(podAntiAffinity, namespace),
    preferNear: preferredTerms(podAffinity, namespace),
    preferApart: preferredTerms(podAntiAffinity, namespace),
    spread: spreadOf(spec.topologySpreadConstraints),
  }
}

/** Every pod of a cluster, by node where it has one. */
export function indexPods(cluster: Cluster): Index<PodInfo> {
  return new Index(cluster, {
    definition: pods,
    read: readPod,
    keys: { node: ({ nodeName }) => (nodeName === '' ? undefined : nodeName) },
  })
}

function hostPortsOf(containers: unknown): HostPort[] {
  return listOf(containers).flatMap(({ ports }) =>
    listOf(ports).flatMap(({ hostPort, hostIP, protocol }) =>
      typeof hostPort === 'number' && hostPort > 0
        ? [{ port: hostPort, ip: textOf(hostIP) || '0.0.0.0', protocol: textOf(protocol) || 'TCP' }]
        : [],
    ),
  )
}

function requiredTerms(affinity: unknown, namespace: string): PodTerm[] {
  return listOf(fieldsOf(affinity).requiredDuringSchedulingIgnoredDuringExecution).map((term) =>
    readTerm(term, namespace, 1),
  )
}

function preferredTerms(affinity: unknown, namespace: string): PodTerm[] {
  return listOf(fieldsOf(affinity).preferredDuringSchedulingIgnoredDuringExecution).map(
    ({ weight, podAffinityTerm }) => readTerm(fieldsOf(podAffinityTerm), namespace, Number(weight)),
  )
}

/** A selector of namespaces counts as the pod's own namespace: labels of namespaces are not looked at here. */
function readTerm(term: Record<string, unknown>, own: string, weight: number): PodTerm {
  const { namespaces } = term
  return {
    selector: requirementsOf(term.labelSelector),
    namespaces: Array.isArray(namespaces) && namespaces.length > 0 ? namespaces.map(String) : [own],
    topologyKey: textOf(term.topologyKey),
    weight,
  }
}

function spreadOf(constraints: unknown): SpreadConstraint[] {
  return listOf(constraints)
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable !== 'ScheduleAnyway')
    .map(({ labelSelector, topologyKey, maxSkew, minDomains }) => ({
      selector: requirementsOf(labelSelector),
      topologyKey: textOf(topologyKey),
      maxSkew: numberOf(maxSkew, 1),
      minDomains: numberOf(minDomains, 1),
    }))
}
