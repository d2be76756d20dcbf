import { amounts, conditions, each, empty, missing, defaultsOf, struct } from './fill.ts'
import { claimSpec, volumeSource } from './volumes.ts'

const claimStatus = [
  amounts('capacity', 'allocatedResources'),
  empty({ phase: 'Pending' }),
  conditions('lastProbeTime', 'lastTransitionTime'),
] as const

export const storage = {
  '/persistentvolumes': defaultsOf(
    struct(
      'spec',
      volumeSource,
      amounts('capacity'),
      empty({ persistentVolumeReclaimPolicy: 'Retain' }),
      missing({ volumeMode: 'Filesystem' }),
    ),
    struct('status', empty({ phase: 'Pending' })),
  ),
  '/persistentvolumeclaims': defaultsOf(struct('spec', claimSpec), struct('status', ...claimStatus)),
  'storage.k8s.io/csidrivers': defaultsOf(
    struct(
      'spec',
      missing({
        attachRequired: true,
        podInfoOnMount: false,
        storageCapacity: false,
        fsGroupPolicy: 'ReadWriteOnceWithFSType',
        requiresRepublish: false,
        seLinuxMount: false,
      }),
      empty({ volumeLifecycleModes: ['Persistent'] }),
    ),
  ),
  'storage.k8s.io/csinodes': defaultsOf(
    struct('spec', missing({ drivers: null }), each('drivers', missing({ topologyKeys: null }))),
  ),
  'storage.k8s.io/storageclasses': defaultsOf(
    missing({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  ),
  'storage.k8s.io/volumeattachments': defaultsOf(
    struct('spec', struct('source')),
    struct('status', missing({ attached: false })),
  ),
}
