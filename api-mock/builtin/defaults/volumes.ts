import { all, amounts, each, empty, inside, missing, struct, when } from './fill.ts'
import { fieldRef, resourceFieldRef } from './containers.ts'
import { pullPolicy } from './image.ts'

/** 0644: the owner writes, everybody reads. */
const fileMode = missing({ defaultMode: 0o644 })

const downwardItems = each('items', fieldRef, resourceFieldRef)

/** What volumes of pods and PersistentVolumes have in common. */
export const volumeSource = all(
  inside('hostPath', missing({ type: '' })),
  inside('iscsi', empty({ iscsiInterface: 'default' })),
  inside('rbd', empty({ pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' })),
  inside('azureDisk', missing({ cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' })),
  inside('scaleIO', empty({ storageMode: 'ThinProvisioned', fsType: 'xfs' })),
)

export const claimSpec = all(
  struct('resources', amounts('limits', 'requests')),
  missing({ volumeMode: 'Filesystem' }),
)

/** A volume of a pod; one that says nothing but its name is an empty directory. */
export const volume = all(
  when((fields) => Object.keys(fields).every((key) => key === 'name'), missing({ emptyDir: {} })),
  volumeSource,
  inside('secret', fileMode),
  inside('configMap', fileMode),
  inside('downwardAPI', fileMode, downwardItems),
  inside(
    'projected',
    fileMode,
    missing({ sources: null }),
    each(
      'sources',
      inside('serviceAccountToken', missing({ expirationSeconds: 3600 })),
      inside('downwardAPI', downwardItems),
    ),
  ),
  inside('ephemeral', inside('volumeClaimTemplate', struct('metadata'), struct('spec', claimSpec))),
  inside('image', pullPolicy('reference', 'pullPolicy')),
)
