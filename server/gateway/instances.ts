import { projectNamespace } from '#api/project-namespace.ts'
import { sameJson } from '#kube/json.ts'
import type { Hosted, VirtualClusters } from '#server/cluster/virtual-clusters.ts'
import type { Directory } from '#server/identity/directory.ts'
import type { Instance } from './hosts.ts'
import type { InstanceRef } from './streams.ts'

/**
 * Where an instance is: on which cluster, in which namespace, and as which virtual cluster there, which says nothing
 * of a space. Undefined for one that is nowhere yet.
 */
export function hostedAt({ metadata, spec }: Instance): Hosted | undefined {
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

/** Lets go of the way to a virtual cluster that is gone, begins to be deleted, or is somewhere else now. */
export function forgetWhatLeft(
  directory: Pick<Directory, 'subscribe'>,
  virtualClusters: Pick<VirtualClusters, 'forget'>,
): () => void {
  return directory.subscribe((change) => {
    if (change.kind !== 'VirtualClusterInstance' || change.before === undefined) return
    const { before, after } = change
    const place = hostedAt(before)
    if (place !== undefined && !staysAt(place, before, after)) virtualClusters.forget(place)
  })
}

function staysAt(place: Hosted, before: Instance, after: Instance | undefined): boolean {
  if (after === undefined || after.metadata.uid !== before.metadata.uid) return false
  const ending = after.metadata.deletionTimestamp !== undefined
  return sameJson(hostedAt(after), place) && (!ending || before.metadata.deletionTimestamp !== undefined)
}
