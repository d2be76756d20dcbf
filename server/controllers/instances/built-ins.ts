import type { BuiltIns } from '#api/parameters.ts'
import type { Named } from './host-namespace.ts'
import type { Place } from './placement.ts'
import type { Instance } from './subject.ts'

/** What templates are told of an instance. */
export function builtInsOf(
  named: Named,
  instance: Instance,
  { cluster, namespace, virtualCluster }: Place,
  clusterAnnotations: Record<string, string> | undefined,
): BuiltIns {
  const about = {
    name: named.name,
    project: named.project,
    cluster,
    owner: instance.spec.owner,
    clusterAnnotations,
  }
  if (named.kind === 'SpaceInstance') return { ...about, space: namespace }
  return { ...about, virtualClusterName: virtualCluster ?? named.name, virtualClusterNamespace: namespace }
}
