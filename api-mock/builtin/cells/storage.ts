import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { amountAt, flagAt, isBeingDeleted, listAt, sizeAt, textAt, textsAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'
import { nameWithDefault } from './format.ts'

/** What volumes and claims have in common. */
const volumeCells: Cells = {
  Status: (object) => (isBeingDeleted(object) ? 'Terminating' : textAt(object, 'status.phase')),
  StorageClass: ({ metadata, spec }) =>
    metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ??
    textOf(fieldsOf(spec).storageClassName),
  VolumeAttributesClass: (object) => amountAt(object, 'spec.volumeAttributesClassName', '<unset>'),
  VolumeMode: (object) => amountAt(object, 'spec.volumeMode', '<unset>'),
}

const persistentVolumes: Cells = {
  ...volumeCells,
  Capacity: (object) => amountAt(object, 'spec.capacity.storage', '0'),
  'Access Modes': (object) => accessModes(textsAt(object, 'spec.accessModes')),
  'Reclaim Policy': (object) => textAt(object, 'spec.persistentVolumeReclaimPolicy'),
  Claim: (object) =>
    valueAt(object, 'spec.claimRef') === undefined
      ? ''
      : `${textAt(object, 'spec.claimRef.namespace')}/${textAt(object, 'spec.claimRef.name')}`,
  Reason: (object) => textAt(object, 'status.reason'),
}

/** What a claim has got, which is nothing before it has a volume. */
const persistentVolumeClaims: Cells = {
  ...volumeCells,
  Volume: (object) => textAt(object, 'spec.volumeName'),
  Capacity: (object) => (isBound(object) ? amountAt(object, 'status.capacity.storage', '0') : ''),
  'Access Modes': (object) => (isBound(object) ? accessModes(textsAt(object, 'status.accessModes')) : ''),
}

function isBound(claim: KubeObject): boolean {
  return textAt(claim, 'spec.volumeName') !== ''
}

const modes = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const

function accessModes(given: readonly string[]): string {
  return modes
    .filter(([mode]) => given.includes(mode))
    .map(([, short]) => short)
    .join(',')
}

const storageClasses: Cells = {
  ...nameWithDefault([
    'storageclass.kubernetes.io/is-default-class',
    'storageclass.beta.kubernetes.io/is-default-class',
  ]),
  Provisioner: (object) => textAt(object, 'provisioner'),
  ReclaimPolicy: (object) => textAt(object, 'reclaimPolicy') || 'Delete',
  VolumeBindingMode: (object) => textAt(object, 'volumeBindingMode') || 'Immediate',
  AllowVolumeExpansion: (object) => flagAt(object, 'allowVolumeExpansion'),
}

const volumeAttributesClasses: Cells = { DriverName: (object) => textAt(object, 'driverName') }

const volumeAttachments: Cells = {
  Attacher: (object) => textAt(object, 'spec.attacher'),
  PV: (object) => textAt(object, 'spec.source.persistentVolumeName'),
  Node: (object) => textAt(object, 'spec.nodeName'),
  Attached: (object) => flagAt(object, 'status.attached'),
}

const csiNodes: Cells = { Drivers: (object) => sizeAt(object, 'spec.drivers') }

const csiDrivers: Cells = {
  AttachRequired: (object) => valueAt(object, 'spec.attachRequired') !== false,
  PodInfoOnMount: (object) => flagAt(object, 'spec.podInfoOnMount'),
  StorageCapacity: (object) => flagAt(object, 'spec.storageCapacity'),
  TokenRequests: (object) =>
    sizeAt(object, 'spec.tokenRequests') === 0
      ? '<unset>'
      : listAt(object, 'spec.tokenRequests')
          .map(({ audience }) => textOf(audience))
          .join(','),
  RequiresRepublish: (object) => flagAt(object, 'spec.requiresRepublish'),
  Modes: (object) => textsAt(object, 'spec.volumeLifecycleModes').join(',') || '<none>',
}

export const storageCells: Record<string, Cells> = {
  '/persistentvolumeclaims': persistentVolumeClaims,
  '/persistentvolumes': persistentVolumes,
  'storage.k8s.io/csidrivers': csiDrivers,
  'storage.k8s.io/csinodes': csiNodes,
  'storage.k8s.io/storageclasses': storageClasses,
  'storage.k8s.io/volumeattachments': volumeAttachments,
  'storage.k8s.io/volumeattributesclasses': volumeAttributesClasses,
}
