import { expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

test('a volume', () => {
  const spec = {
    capacity: { storage: '5Gi' },
    accessModes: ['ReadWriteMany', 'ReadWriteOnce', 'ReadWriteMany'],
    persistentVolumeReclaimPolicy: 'Retain',
    claimRef: { namespace: 'ns', name: 'claim' },
    storageClassName: 'fast',
    volumeMode: 'Filesystem',
  }
  expect(rowOf('/persistentvolumes', { spec, status: { phase: 'Bound' } })).toEqual({
    Capacity: '5Gi',
    'Access Modes': 'RWO,RWX',
    'Reclaim Policy': 'Retain',
    Status: 'Bound',
    Claim: 'ns/claim',
    StorageClass: 'fast',
    VolumeAttributesClass: '<unset>',
    Reason: '',
    VolumeMode: 'Filesystem',
  })
})

test('a claim shows what it has got, not what it asks for', () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  expect(rowOf('/persistentvolumeclaims', { spec, status: { phase: 'Pending' } })).toEqual({
    Status: 'Pending',
    Volume: '',
    Capacity: '',
    'Access Modes': '',
    StorageClass: '',
    VolumeAttributesClass: '<unset>',
    VolumeMode: '<unset>',
  })
  const metadata = { name: 'c', deletionTimestamp: '2026-01-01T00:00:00Z' }
  const status = { phase: 'Bound', accessModes: ['ReadWriteOncePod'], capacity: { storage: '2Gi' } }
  expect(
    rowOf('/persistentvolumeclaims', { metadata, spec: { ...spec, volumeName: 'v' }, status }),
  ).toMatchObject({ Status: 'Terminating', Volume: 'v', Capacity: '2Gi', 'Access Modes': 'RWOP' })
})

test('a storage class tells by its name that it is the default', () => {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' }
  const metadata = { name: 'standard', annotations }
  expect(rowOf('storage.k8s.io/storageclasses', { metadata, provisioner: 'p' })).toEqual({
    Name: 'standard (default)',
    Provisioner: 'p',
    ReclaimPolicy: 'Delete',
    VolumeBindingMode: 'Immediate',
    AllowVolumeExpansion: false,
  })
  expect(rowOf('storage.k8s.io/storageclasses', { metadata: { name: 'other' } })).toMatchObject({
    Name: 'other',
  })
})

test('drivers and attachments', () => {
  expect(rowOf('storage.k8s.io/csidrivers', { spec: {} })).toEqual({
    AttachRequired: true,
    PodInfoOnMount: false,
    StorageCapacity: false,
    TokenRequests: '<unset>',
    RequiresRepublish: false,
    Modes: '<none>',
  })
  const spec = { tokenRequests: [{ audience: 'a' }, { audience: '' }], volumeLifecycleModes: ['Ephemeral'] }
  expect(rowOf('storage.k8s.io/csidrivers', { spec })).toMatchObject({
    TokenRequests: 'a,',
    Modes: 'Ephemeral',
  })
  expect(rowOf('storage.k8s.io/csinodes', { spec: { drivers: [{ name: 'a' }] } })).toEqual({ Drivers: 1 })
  const attachment = { attacher: 'a', nodeName: 'n', source: { persistentVolumeName: 'v' } }
  expect(rowOf('storage.k8s.io/volumeattachments', { spec: attachment, status: { attached: true } })).toEqual(
    { Attacher: 'a', PV: 'v', Node: 'n', Attached: true },
  )
})
