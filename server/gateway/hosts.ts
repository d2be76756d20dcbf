import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import type { Directory } from '#server/identity/directory.ts'

export type Instance = SpaceInstance | VirtualClusterInstance

/** The namespaces of connected clusters that belong to instances. */
export interface Hosts {
  /** Those of a project's instances, as `placeKey` names them. */
  placesOf(project: string): string[]
  changed(before: Instance | undefined, after: Instance | undefined): void
}

export function placeKey(cluster: string, namespace: string): string {
  return `place/${cluster}/${namespace}`
}

/** Where an instance is; undefined for one that is nowhere yet. */
export function placeOf(instance: Instance): string | undefined {
  const { cluster, namespace } = instance.spec.clusterRef ?? {}
  return cluster && namespace ? placeKey(cluster, namespace) : undefined
}

/** Keeps which namespaces belong to which project, beginning with what the directory has. */
export function openHosts(directory: Pick<Directory, 'spaceInstances' | 'virtualClusterInstances'>): Hosts {
  const places = new Map<string, Set<string>>()

  function changed(before: Instance | undefined, after: Instance | undefined): void {
    const { namespace = '' } = (after ?? before)?.metadata ?? {}
    const of = places.get(namespace) ?? new Set()
    const gone = before === undefined ? undefined : placeOf(before)
    const come = after === undefined ? undefined : placeOf(after)
    if (gone !== undefined) of.delete(gone)
    if (come !== undefined) of.add(come)
    if (of.size === 0) places.delete(namespace)
    else places.set(namespace, of)
  }

  for (const instance of directory.spaceInstances.values()) changed(undefined, instance)
  for (const instance of directory.virtualClusterInstances.values()) changed(undefined, instance)
  return {
    placesOf: (project) => [...(places.get(projectNamespace(project)) ?? [])],
    changed,
  }
}
