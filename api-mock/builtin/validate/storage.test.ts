import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { messages, object } from './test-objects.ts'

function claim(fields: JsonObject = {}, status: JsonObject = {}): KubeObject {
  const resources = { requests: { storage: '1Gi' } }
  return object('PersistentVolumeClaim', {
    spec: { accessModes: ['ReadWriteOnce'], resources, volumeMode: 'Filesystem', ...fields },
    status,
  })
}

function sized(storage: string, status: JsonObject = {}): KubeObject {
  return claim({ volumeName: 'v', resources: { requests: { storage } } }, status)
}

const bound = { phase: 'Bound', capacity: { storage: '1Gi' } }

function volume(fields: JsonObject = {}): KubeObject {
  const hostPath = { path: '/x', type: '' }
  return object('PersistentVolume', {
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath, ...fields },
  })
}

function storageClass(fields: JsonObject): KubeObject {
  return object('StorageClass', {
    provisioner: 'a/b',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    ...fields,
  })
}

test.each<[string, KubeObject, string[]]>([
  [
    'without access mode',
    claim({ accessModes: [] }),
    ['spec.accessModes: Required value: at least 1 access mode is required'],
  ],
  [
    'with an unknown access mode',
    claim({ accessModes: ['Write'] }),
    [
      'spec.accessModes: Unsupported value: "Write": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
  ],
  [
    'with a mode that must be alone',
    claim({ accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'] }),
    ['spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes'],
  ],
  ['without size', claim({ resources: {} }), ['spec.resources[storage]: Required value']],
  ['of no size', sized('0'), ['spec.resources[storage]: Invalid value: "0": must be greater than zero']],
  [
    'with an unknown mode of volume',
    claim({ volumeMode: 'Tape' }),
    ['spec.volumeMode: Unsupported value: "Tape": supported values: "Block", "Filesystem"'],
  ],
  [
    'with a source of another kind',
    claim({ dataSource: { kind: 'Disk', name: 'd' } }),
    [
      'spec.dataSource: Invalid value: "Disk": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
    ],
  ],
])('a claim is refused: %s', (_what, object, expected) => {
  expect(messages('/persistentvolumeclaims', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  ['may be the volume it gets', claim(), claim({ volumeName: 'v' }), []],
  ['may be more, once it is bound', sized('1Gi', bound), sized('2Gi', bound), []],
  [
    'may not be more before',
    sized('1Gi'),
    sized('2Gi'),
    [
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n@@ -6,7 +6,7 @@\n  "Resources": {\n   "Limits": null,\n   "Requests": {\n-   "storage": "1Gi"\n+   "storage": "2Gi"\n   }\n  },\n  "VolumeName": "v",\n',
    ],
  ],
  [
    'may not be less',
    sized('1Gi', bound),
    sized('1Mi', bound),
    ['spec.resources.requests.storage: Forbidden: field can not be less than status.capacity'],
  ],
  [
    'may not be its access modes',
    claim(),
    claim({ accessModes: ['ReadWriteMany'] }),
    [
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n@@ -1,6 +1,6 @@\n {\n  "AccessModes": [\n-  "ReadWriteOnce"\n+  "ReadWriteMany"\n  ],\n  "Selector": null,\n  "Resources": {\n',
    ],
  ],
])('a change of a claim: %s', (_what, before, after, expected) => {
  expect(messages('/persistentvolumeclaims', after, before)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  [
    'without capacity',
    volume({ capacity: undefined }),
    ['spec.capacity: Required value', 'spec.capacity: Unsupported value: null: supported values: "storage"'],
  ],
  [
    'with a capacity of something else',
    volume({ capacity: { cpu: '1' } }),
    ['spec.capacity: Unsupported value: {"cpu":"1"}: supported values: "storage"'],
  ],
  ['without source', volume({ hostPath: undefined }), ['spec: Required value: must specify a volume type']],
  [
    'with two sources',
    volume({ nfs: { server: 's', path: '/x' } }),
    ['spec.nfs: Forbidden: may not specify more than 1 volume type'],
  ],
  [
    'with an unknown policy',
    volume({ persistentVolumeReclaimPolicy: 'Burn' }),
    [
      'spec.persistentVolumeReclaimPolicy: Unsupported value: "Burn": supported values: "Delete", "Recycle", "Retain"',
    ],
  ],
  [
    'local to no node',
    volume({ hostPath: undefined, local: { path: '/x' } }),
    ['spec.nodeAffinity: Required value: Local volume requires node affinity'],
  ],
])('a volume is refused: %s', (_what, object, expected) => {
  expect(messages('/persistentvolumes', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  [
    'may not be its source',
    volume(),
    volume({ hostPath: { path: '/y', type: '' } }),
    [
      'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation\n@@ -2,7 +2,7 @@\n  "GCEPersistentDisk": null,\n  "AWSElasticBlockStore": null,\n  "HostPath": {\n-  "Path": "/x",\n+  "Path": "/y",\n   "Type": ""\n  },\n  "Glusterfs": null,\n',
    ],
  ],
])('a change of a volume: %s', (_what, before, after, expected) => {
  expect(messages('/persistentvolumes', after, before)).toEqual(expected)
})

test.each<[string, KubeObject, string[]]>([
  ['without provisioner', storageClass({ provisioner: '' }), ['provisioner: Required value']],
  [
    'with an unknown policy',
    storageClass({ reclaimPolicy: 'Recycle' }),
    ['reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"'],
  ],
  [
    'with an unknown mode',
    storageClass({ volumeBindingMode: 'Later' }),
    ['volumeBindingMode: Unsupported value: "Later": supported values: "Immediate", "WaitForFirstConsumer"'],
  ],
])('a class of storage is refused: %s', (_what, object, expected) => {
  expect(messages('storage.k8s.io/storageclasses', object)).toEqual(expected)
})

test.each<[string, KubeObject, KubeObject, string[]]>([
  [
    'may not be its parameters',
    storageClass({ parameters: { a: 'b' } }),
    storageClass({ parameters: { a: 'c' } }),
    ['parameters: Invalid value: {"a":"c"}: field is immutable'],
  ],
])('a change of a class of storage: %s', (_what, before, after, expected) => {
  expect(messages('storage.k8s.io/storageclasses', after, before)).toEqual(expected)
})
