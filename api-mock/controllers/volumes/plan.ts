import { compareQuantities, parseQuantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'

/** What the controller knows of a PersistentVolume. */
export interface VolumeEntry {
  name: string
  phase: string
  storageClass: string
  capacity: string
  accessModes: string[]
  volumeMode: string
  reclaimPolicy: string
  /** The claim that it is for, `namespace/name`, and that claim's uid; empty for none. */
  claim: string
  claimUid: string
}

export interface StorageClassEntry {
  name: string
  provisioner: string
  reclaimPolicy: string
  /** Whether a volume is made only when a pod needs it. */
  waits: boolean
  isDefault: boolean
}

export function readVolume({ metadata, spec, status }: KubeObject): VolumeEntry {
  const { storageClassName, capacity, accessModes, volumeMode, persistentVolumeReclaimPolicy, claimRef } =
    fieldsOf(spec)
  const { namespace, name, uid } = fieldsOf(claimRef)
  return {
    name: metadata.name,
    phase: textOf(fieldsOf(status).phase),
    storageClass: textOf(storageClassName),
    capacity: textOf(fieldsOf(capacity).storage),
    accessModes: textsOf(accessModes),
    volumeMode: textOf(volumeMode) || 'Filesystem',
    reclaimPolicy: textOf(persistentVolumeReclaimPolicy) || 'Retain',
    claim: claimRef === undefined ? '' : `${textOf(namespace)}/${textOf(name)}`,
    claimUid: textOf(uid),
  }
}

export function readStorageClass(object: KubeObject): StorageClassEntry {
  const { metadata, provisioner, reclaimPolicy, volumeBindingMode } = object
  return {
    name: metadata.name,
    provisioner: textOf(provisioner),
    reclaimPolicy: textOf(reclaimPolicy) || 'Delete',
    waits: volumeBindingMode === 'WaitForFirstConsumer',
    isDefault: metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
  }
}

/** What is to be done about a claim that has no volume. */
export type ClaimPlan =
  | { type: 'bind'; volume: string }
  | { type: 'provision'; storageClass: StorageClassEntry }
  | { type: 'setClass'; name: string }
  | { type: 'wait'; reason: string; message: string }

/** Finds a volume for a claim: the one that it names, one that fits, or one that its class makes. */
export function planClaim(
  claim: KubeObject,
  {
    volumes,
    classes,
    isUsed,
  }: { volumes: readonly VolumeEntry[]; classes: readonly StorageClassEntry[]; isUsed: boolean },
): ClaimPlan {
  const { volumeName, storageClassName } = fieldsOf(claim.spec)
  const named = textOf(volumeName)
  const key = `${claim.metadata.namespace ?? ''}/${claim.metadata.name}`
  if (named !== '') {
    const volume = volumes.find(({ name }) => name === named)
    const free = volume !== undefined && (volume.claim === '' || volume.claim === key)
    return free ? { type: 'bind', volume: named } : waiting('FailedBinding', `volume "${named}" not found`)
  }
  if (storageClassName === undefined) {
    const standard = classes.find(({ isDefault }) => isDefault)
    if (standard !== undefined) return { type: 'setClass', name: standard.name }
  }
  const fitting =
    volumes.find((volume) => volume.claim === key) ??
    smallest(volumes.filter((volume) => fits(volume, claim)))
  if (fitting !== undefined) return { type: 'bind', volume: fitting.name }
  const name = textOf(storageClassName)
  if (name === '') {
    const message = 'no persistent volumes available for this claim and no storage class is set'
    return waiting('FailedBinding', message)
  }
  const storageClass = classes.find((each) => each.name === name)
  if (storageClass === undefined) {
    return waiting('ProvisioningFailed', `storageclass.storage.k8s.io "${name}" not found`)
  }
  if (storageClass.waits && !isUsed) {
    return waiting('WaitForFirstConsumer', 'waiting for first consumer to be created before binding')
  }
  if (storageClass.provisioner === 'kubernetes.io/no-provisioner') {
    return waiting('ProvisioningFailed', 'no volume plugin matched name: kubernetes.io/no-provisioner')
  }
  return { type: 'provision', storageClass }
}

function waiting(reason: string, message: string): ClaimPlan {
  return { type: 'wait', reason, message }
}

function fits(volume: VolumeEntry, { spec }: KubeObject): boolean {
  const { storageClassName, accessModes, volumeMode, resources } = fieldsOf(spec)
  const requested = parseQuantity(textOf(fieldsOf(fieldsOf(resources).requests).storage))
  const capacity = parseQuantity(volume.capacity)
  return (
    volume.claim === '' &&
    volume.storageClass === textOf(storageClassName) &&
    volume.volumeMode === (textOf(volumeMode) || 'Filesystem') &&
    textsOf(accessModes).every((mode) => volume.accessModes.includes(mode)) &&
    capacity !== undefined &&
    (requested === undefined || compareQuantities(capacity, requested) >= 0)
  )
}

function smallest(volumes: readonly VolumeEntry[]): VolumeEntry | undefined {
  return volumes.toSorted((one, other) => sizeOf(one) - sizeOf(other))[0]
}

function sizeOf({ capacity }: VolumeEntry): number {
  return Number(parseQuantity(capacity)?.nanos ?? 0n)
}

/** The volume that a class makes for a claim. */
export function volumeFor(
  claim: KubeObject,
  { name, provisioner, reclaimPolicy }: StorageClassEntry,
): KubeObject {
  const { accessModes, resources, volumeMode } = fieldsOf(claim.spec)
  const { uid = '' } = claim.metadata
  const volumeName = `pvc-${uid}`
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeName, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
    spec: {
      capacity: { storage: textOf(fieldsOf(fieldsOf(resources).requests).storage) },
      accessModes,
      claimRef: referenceTo(claim),
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: name,
      volumeMode: textOf(volumeMode) || 'Filesystem',
      ...sourceOf(provisioner, volumeName),
    },
  }
}

/** A CSI driver is named like a domain; of others it is only known that they find room somewhere. */
function sourceOf(provisioner: string, volumeName: string): Record<string, unknown> {
  if (!provisioner.includes('/')) return { csi: { driver: provisioner, volumeHandle: volumeName } }
  return { hostPath: { path: `/opt/local-path-provisioner/${volumeName}`, type: 'DirectoryOrCreate' } }
}

export function referenceTo({ metadata }: KubeObject): Record<string, unknown> {
  const { namespace, name, uid, resourceVersion } = metadata
  return { kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion }
}
