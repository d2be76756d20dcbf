import { badRequest } from '#kube/status.ts'
import { noSuchCluster } from '#server/gateway/cluster.ts'
import type { Context } from '#server/gateway/context.ts'
import { instanceAt } from '#server/gateway/instances.ts'
import { checkUse } from '#server/gateway/project.ts'
import type { InstanceRef } from '#server/gateway/streams.ts'
import type { Identity } from '#server/identity/identity.ts'
import { spaceTarget, type KubeconfigFor } from './kubeconfigs.ts'

/** What is to be worked in: a cluster, a space or a virtual cluster of a project, or, without a word, the management API. */
export interface TargetNames {
  cluster?: string
  project?: string
  space?: string
  virtualCluster?: string
}

/** What a kubeconfig is asked for, if the caller may use that. */
export function kubeconfigTargetOf(
  context: Context,
  identity: Identity,
  { cluster, project, space, virtualCluster }: TargetNames,
): KubeconfigFor {
  if (project === undefined) {
    if (cluster === undefined) return { management: true }
    if (context.clusters.connectionOf(cluster) === undefined) throw noSuchCluster(cluster)
    return { cluster }
  }
  const ref: InstanceRef | undefined =
    space !== undefined
      ? { plural: 'spaceinstances', project, name: space }
      : virtualCluster !== undefined
        ? { plural: 'virtualclusterinstances', project, name: virtualCluster }
        : undefined
  if (ref === undefined) throw badRequest('beside a project, name a space or a virtual cluster in it')
  const found = instanceAt(context.directory, ref)
  checkUse(identity, ref, found)
  return ref.plural === 'spaceinstances'
    ? spaceTarget(project, found)
    : { project, virtualCluster: found.metadata.name }
}
