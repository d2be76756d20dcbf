import type { Labels } from '#kube/selectors.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { hostNamespaceLabels } from './labels.ts'
import { hostMetadata } from './metadata.ts'
import type { Target } from './metadata.ts'

const prefix = 'vcluster.loft.sh/'

/** What the host has in annotations that a pod may ask for by the downward API: there it is another. */
export const toldFields: Record<string, string> = {
  'metadata.name': `${prefix}name`,
  'metadata.namespace': `${prefix}namespace`,
  'metadata.uid': `${prefix}uid`,
  'metadata.labels': `${prefix}labels`,
  'spec.serviceAccountName': `${prefix}service-account-name`,
}

/** The kind of the workload inside that a pod of the host belongs to. */
const ownerKind = `${prefix}owner-set-kind`

const workloads = new Set(['DaemonSet', 'Job', 'ReplicaSet', 'StatefulSet'])

/** The metadata of a pod on the host; `tokens` are annotations that hold what its containers mount. */
export function podMetadata(
  pod: KubeObject,
  target: Target,
  { namespaceLabels, tokens = {} }: { namespaceLabels: Labels; tokens?: Labels },
): ObjectMeta {
  return hostMetadata(pod, target, {
    labels: hostNamespaceLabels(namespaceLabels, target.vcluster),
    annotations: { ...toldOf(pod), ...ownersOf(pod) },
    lasting: tokens,
  })
}

function toldOf({ metadata, spec }: KubeObject): Labels {
  const labels = Object.entries(metadata.labels ?? {})
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .toSorted()
    .join('\n')
  const values: Record<string, string> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace ?? '',
    'metadata.uid': metadata.uid ?? '',
    'metadata.labels': labels,
    'spec.serviceAccountName': textOf(fieldsOf(spec).serviceAccountName),
  }
  return Object.fromEntries(Object.entries(toldFields).map(([path, key]) => [key, values[path] ?? '']))
}

function ownersOf({ metadata }: KubeObject): Labels {
  const owners = metadata.ownerReferences ?? []
  const controller = controllerOf(metadata)
  const set = owners.find(({ apiVersion, kind }) => apiVersion === 'apps/v1' && workloads.has(kind))
  return {
    'cluster-autoscaler.kubernetes.io/safe-to-evict': String(controller !== undefined),
    ...(controller?.kind === 'DaemonSet' ? { 'cluster-autoscaler.kubernetes.io/daemonset-pod': 'true' } : {}),
    ...(owners.length === 0 ? {} : { [`${prefix}owner-references`]: JSON.stringify(owners) }),
    ...(set === undefined ? {} : { [ownerKind]: set.kind }),
  }
}
