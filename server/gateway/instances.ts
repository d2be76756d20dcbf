import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace, projectOfNamespace } from '#api/project-namespace.ts'
import { sameJson } from '#kube/json.ts'
import type { Directory } from '#server/identity/directory.ts'

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

/** Tells of each instance that is gone, begins to be deleted, or is somewhere else now, and where it was. */
export function whenLeft(
  directory: Pick<Directory, 'subscribe'>,
  left: (instance: InstanceRef, place: Place) => void,
): () => void {
  return directory.subscribe((change) => {
    if (change.kind !== 'SpaceInstance' && change.kind !== 'VirtualClusterInstance') return
    const plural = change.kind === 'SpaceInstance' ? 'spaceinstances' : 'virtualclusterinstances'
    const { before, after } = change
    const project = projectOfNamespace(before?.metadata.namespace)
    const place = before === undefined ? undefined : placeOf(before)
    if (before === undefined || place === undefined || project === undefined) return
    if (!staysAt(before, after)) left({ plural, project, name: before.metadata.name }, place)
  })
}

/** Whether an instance is where it was, and no less to stay there. */
export function staysAt(before: Instance, after: Instance | undefined): boolean {
  if (after === undefined || after.metadata.uid !== before.metadata.uid) return false
  const ending = after.metadata.deletionTimestamp !== undefined
  return (
    sameJson(placeOf(after), placeOf(before)) && (!ending || before.metadata.deletionTimestamp !== undefined)
  )
}
