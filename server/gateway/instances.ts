import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace, projectOfNamespace } from '#api/project-namespace.ts'
import { sameJson } from '#kube/json.ts'
import type { VirtualClusters } from '#server/cluster/virtual-clusters.ts'
import type { Directory } from '#server/identity/directory.ts'
import type { Streams } from './streams.ts'

/** Which instance is meant, wherever one is told apart from others. */
export interface InstanceRef {
  plural: 'spaceinstances' | 'virtualclusterinstances'
  project: string
  name: string
}

export type Instance = SpaceInstance | VirtualClusterInstance

/** Where an instance is: on which cluster, in which namespace, and as which virtual cluster there. */
export interface Place {
  cluster: string
  namespace: string
  /** Of a virtual cluster; that of a space says nothing. */
  name: string
}

/** Undefined for an instance that is nowhere yet. */
export function placeOf({ metadata, spec }: Instance): Place | undefined {
  const where: Partial<Record<'cluster' | 'namespace' | 'virtualCluster', string | undefined>> =
    spec.clusterRef ?? {}
  const { cluster, namespace, virtualCluster } = where
  if (!cluster || !namespace) return undefined
  return { cluster, namespace, name: virtualCluster || metadata.name }
}

type Kept = Pick<Directory, 'spaceInstances' | 'virtualClusterInstances'>

/** The directory's copy of an instance. */
export function instanceAt(
  { spaceInstances, virtualClusterInstances }: Kept,
  { plural, project, name }: InstanceRef,
): Instance | undefined {
  const all = plural === 'spaceinstances' ? spaceInstances : virtualClusterInstances
  return all.get(`${projectNamespace(project)}/${name}`)
}

interface Ended {
  directory: Pick<Directory, 'subscribe'>
  streams: Pick<Streams, 'endInstance'>
  virtualClusters: Pick<VirtualClusters, 'forget'>
}

/** Ends what comes from an instance as soon as it is gone, begins to be deleted, or is somewhere else. */
export function endWhatLeft({ directory, streams, virtualClusters }: Ended): () => void {
  return directory.subscribe((change) => {
    if (change.kind !== 'SpaceInstance' && change.kind !== 'VirtualClusterInstance') return
    const { before, after } = change
    const project = projectOfNamespace(before?.metadata.namespace)
    const place = before === undefined ? undefined : placeOf(before)
    if (before === undefined || place === undefined || project === undefined) return
    if (staysAt(place, before, after)) return
    const { name } = before.metadata
    if (change.kind === 'VirtualClusterInstance') virtualClusters.forget(place)
    const plural = change.kind === 'SpaceInstance' ? 'spaceinstances' : 'virtualclusterinstances'
    streams.endInstance({ plural, project, name })
  })
}

function staysAt(place: Place, before: Instance, after: Instance | undefined): boolean {
  if (after === undefined || after.metadata.uid !== before.metadata.uid) return false
  const ending = after.metadata.deletionTimestamp !== undefined
  return sameJson(placeOf(after), place) && (!ending || before.metadata.deletionTimestamp !== undefined)
}
