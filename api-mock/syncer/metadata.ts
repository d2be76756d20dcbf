import type { Labels } from '#kube/selectors.ts'
import type { KubeObject, ObjectMeta, OwnerReference } from '#kube/types.ts'
import type { Place } from '#api-mock/client/place.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { hostLabels, managedBy } from './labels.ts'
import { hostName } from './names.ts'

const prefix = 'vcluster.loft.sh/'
const nameAnnotation = `${prefix}object-name`
const namespaceAnnotation = `${prefix}object-namespace`
const uidAnnotation = `${prefix}object-uid`
/** The keys that come from inside: what else the object has on the host was put there by others, and stays. */
const managedAnnotations = `${prefix}managed-annotations`
const managedLabels = `${prefix}managed-labels`

/** Whose objects are translated, and to where. */
export interface Target {
  vcluster: string
  /** Of the host. */
  namespace: string
  /** The Service of the virtual cluster, with which everything goes that it keeps on its host. */
  owner: OwnerReference
}

/** What a kind adds to the metadata of its objects on the host, or leaves out. */
export interface Additions {
  labels?: Labels
  annotations?: Labels
  /** Annotations that stay as they first were. */
  lasting?: Labels
  /** Annotations that are told inside only. */
  without?: readonly string[]
}

/** The metadata that an object from inside has on the host. */
export function hostMetadata(
  object: KubeObject,
  { vcluster, namespace, owner }: Target,
  { labels = {}, annotations = {}, lasting = {}, without = [] }: Additions = {},
): ObjectMeta {
  const { metadata, kind, apiVersion } = object
  const within = metadata.namespace ?? ''
  const name = hostName({ namespace: within, name: metadata.name }, vcluster)
  const given = Object.entries(metadata.annotations ?? {}).filter(
    ([key]) => !own.has(key) && !without.includes(key),
  )
  const allLabels = { ...hostLabels(metadata.labels ?? {}, within, vcluster), ...labels }
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  return {
    name,
    namespace,
    labels: allLabels,
    annotations: {
      ...Object.fromEntries(given),
      ...annotations,
      ...lasting,
      [nameAnnotation]: metadata.name,
      [namespaceAnnotation]: within,
      [uidAnnotation]: metadata.uid ?? '',
      [`${prefix}object-kind`]: `${group ?? ''}/${version ?? ''}, Kind=${kind}`,
      [`${prefix}object-host-name`]: name,
      [`${prefix}object-host-namespace`]: namespace,
      [managedAnnotations]: keysOf({ ...Object.fromEntries(given), ...annotations }),
      [managedLabels]: keysOf(allLabels),
    },
    ownerReferences: [{ ...owner, controller: controllerOf(metadata) !== undefined }],
  }
}

const own = new Set([
  nameAnnotation,
  namespaceAnnotation,
  uidAnnotation,
  `${prefix}object-kind`,
  `${prefix}object-host-name`,
  `${prefix}object-host-namespace`,
  managedAnnotations,
  managedLabels,
])

function keysOf(map: Labels): string {
  return Object.keys(map).toSorted().join('\n')
}

/** The object on the host with the metadata that it now should have; what others put there stays. */
export function withHostMetadata(host: KubeObject, wanted: ObjectMeta): KubeObject {
  const { annotations = {}, labels = {} } = host.metadata
  const kept = (map: Labels, managed: string | undefined): Labels => {
    const ours = new Set((managed ?? '').split('\n'))
    return Object.fromEntries(Object.entries(map).filter(([key]) => !ours.has(key)))
  }
  return {
    ...host,
    metadata: {
      ...host.metadata,
      labels: { ...kept(labels, annotations[managedLabels]), ...wanted.labels },
      annotations: { ...kept(annotations, annotations[managedAnnotations]), ...wanted.annotations },
      ownerReferences: wanted.ownerReferences ?? [],
    },
  }
}

/** Where the object is inside that one of the host stands for; undefined where it stands for none of this virtual cluster. */
export function insideOf(
  { labels = {}, annotations = {}, name }: ObjectMeta,
  vcluster: string,
): Place | undefined {
  const place = { namespace: annotations[namespaceAnnotation] ?? '', name: annotations[nameAnnotation] ?? '' }
  // A copy that somebody made of it under another name is theirs.
  return labels[managedBy] === vcluster && place.name !== '' && hostName(place, vcluster) === name
    ? place
    : undefined
}

/** The uid of the object inside that one of the host stands for. */
export function insideUid({ annotations = {} }: ObjectMeta): string {
  return annotations[uidAnnotation] ?? ''
}
