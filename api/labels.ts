/** Names of labels, annotations and finalizers; those of `loft.sh` are identifiers that clients read (contract §3.12). */

/** On projects and instances: kept until everything made for them is gone. */
export const cleanupFinalizer = 'aerie.dev/cleanup'

export const managedByLabel = 'app.kubernetes.io/managed-by'
export const managedBy = 'aerie'

/** On namespaces in a host cluster: which management cluster they are of, since several may share a host. */
export const installationLabel = 'aerie.dev/installation'

/** On everything in a host cluster that belongs to a project, and who owns it. */
export const projectLabel = 'loft.sh/project'
export const userLabel = 'loft.sh/user'
export const teamLabel = 'loft.sh/team'

/** On the host namespace of a space. */
export const spaceLabels = {
  name: 'loft.sh/space-instance-name',
  namespace: 'loft.sh/space-instance-namespace',
  project: 'loft.sh/space-instance-project',
} as const

/** On the host namespace of a virtual cluster. */
export const virtualClusterLabels = {
  name: 'loft.sh/vcluster-instance-name',
  namespace: 'loft.sh/vcluster-instance-namespace',
  project: 'loft.sh/vcluster-instance-project',
} as const

/** On the answer to a write that was only tried: the quota as it would be, as JSON. */
export const quotaAfterAnnotation = 'aerie.dev/quota-after'
