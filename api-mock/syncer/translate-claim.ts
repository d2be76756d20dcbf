import type { JsonObject } from '#kube/json.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import type { Target } from './metadata.ts'
import { hostName } from './names.ts'

/** What the host notes at a claim, and inside only tells of that. */
export const binding = [
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
]

/** The claim that the host is to fulfil for one inside. */
export function hostClaim(
  { metadata, spec: given }: KubeObject,
  wanted: ObjectMeta,
  { vcluster }: Target,
): KubeObject {
  const spec = fieldsOf(given)
  const source = (field: 'dataSource' | 'dataSourceRef'): JsonObject => {
    const reference = fieldsOf(spec[field])
    if (reference.kind !== 'PersistentVolumeClaim') return {}
    const { namespace: other, ...rest } = reference
    const namespace = textOf(other) || (metadata.namespace ?? '')
    return { [field]: { ...rest, name: hostName({ namespace, name: textOf(reference.name) }, vcluster) } }
  }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: wanted,
    spec: { ...spec, ...source('dataSource'), ...source('dataSourceRef') },
  }
}

/** The claim of the host with as much storage as is now claimed inside. */
export function withRequests(host: KubeObject, { spec }: KubeObject): KubeObject {
  const { requests } = fieldsOf(fieldsOf(spec).resources)
  const own = fieldsOf(host.spec)
  return { ...host, spec: { ...own, resources: { ...fieldsOf(own.resources), requests } } }
}

/** The claim inside with what the host has bound its own to. */
export function withBinding(claim: KubeObject, host: KubeObject): KubeObject {
  const { volumeName, storageClassName } = fieldsOf(host.spec)
  const notes = Object.entries(host.metadata.annotations ?? {}).filter(([key]) => binding.includes(key))
  const annotations = { ...claim.metadata.annotations, ...Object.fromEntries(notes) }
  return {
    ...claim,
    metadata: {
      ...claim.metadata,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      ...fieldsOf(claim.spec),
      ...(volumeName === undefined ? {} : { volumeName }),
      ...(storageClassName === undefined ? {} : { storageClassName }),
    },
  }
}
