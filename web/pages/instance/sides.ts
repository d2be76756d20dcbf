import type { ObjectOf } from '#api/kind.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { paths } from '#web/paths.ts'

type InstanceKind = typeof spaceInstance | typeof virtualClusterInstance

/** A space or a virtual cluster. */
export type Instance = ObjectOf<InstanceKind>

type Address = (project: string, name: string) => string

/** What differs between spaces and virtual clusters wherever the console shows either. */
export interface Side {
  kind: InstanceKind
  /** As people call it, at the start of a sentence too. */
  one: 'space' | 'virtual cluster'
  One: 'Space' | 'Virtual cluster'
  many: 'spaces' | 'virtual clusters'
  list: (project: string) => string
  page: Address
  /** What is in one, each part with an address of its own. */
  parts: Readonly<Record<'pods' | 'events', Address>> & {
    hostPods?: Address
    hostEvents?: Address
  }
  /** The logs of a pod in it. */
  podLogs: (project: string, name: string, namespace: string, pod: string) => string
  /** What its conditions mean, in the words of its timeline. */
  conditions: Readonly<Record<string, string>>
  /** Makes kubectl's context the one for it. */
  connectCommand: (project: string, name: string) => string
  /** What to try first in it. */
  firstCommand: string
  /** Where one is made. */
  form: (project: string) => string
  /** What is lost with it, as sentences; `inside` is what was found in it. */
  lost: (where: string, inside?: string) => string[]
}

/** What spaces and virtual clusters go through alike. */
const shared = {
  Scheduled: 'Cluster chosen',
  TemplateResolved: 'Template filled in',
  ExternalResourcesCleanedUp: 'Everything made for it removed',
}

export const spaceSide: Side = {
  kind: spaceInstance,
  one: 'space',
  One: 'Space',
  many: 'spaces',
  list: paths.spaces,
  page: paths.space,
  parts: { pods: paths.spacePods, events: paths.spaceEvents },
  podLogs: paths.spaceLogs,
  conditions: { ...shared, SpaceSynced: 'Namespace set up', SpaceReady: 'Space usable' },
  connectCommand: (project, name) => `vcluster platform connect namespace ${name} --project ${project}`,
  firstCommand: 'kubectl get pods',
  form: paths.newSpace,
  lost: (where, inside = 'all that runs and is stored in it') => [`The namespace${where} with ${inside}.`],
}

export const virtualClusterSide: Side = {
  kind: virtualClusterInstance,
  one: 'virtual cluster',
  One: 'Virtual cluster',
  many: 'virtual clusters',
  list: paths.virtualClusters,
  page: paths.virtualCluster,
  parts: {
    pods: paths.virtualClusterPods,
    events: paths.virtualClusterEvents,
    hostPods: paths.hostPods,
    hostEvents: paths.hostEvents,
  },
  podLogs: paths.virtualClusterLogs,
  conditions: {
    ...shared,
    SpaceSynced: 'Namespace made',
    VirtualClusterDeployed: 'Control plane deployed',
    VirtualClusterReady: 'Control plane runs',
    VirtualClusterOnline: 'Kubernetes API answers',
    VirtualClusterSynced: 'Access given',
    VirtualClusterAppsAndObjectsSynced: 'Objects of the template applied',
  },
  connectCommand: (project, name) => `vcluster platform connect vcluster ${name} --project ${project}`,
  firstCommand: 'kubectl get namespaces',
  form: paths.newVirtualCluster,
  lost: (where, inside = 'all namespaces and objects in it') => [
    `Its Kubernetes API with ${inside}.`,
    `The namespace${where} with the control plane, its data and all pods.`,
  ],
}
