import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'

/** How a virtual cluster shows the volume of its host that a claim is bound to. */
export function pseudoVolume({ metadata, spec: given }: KubeObject, name: string): KubeObject {
  const { resources, accessModes, storageClassName, volumeMode } = fieldsOf(given)
  const { namespace, name: claim, uid, resourceVersion } = metadata
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      labels: { 'vcluster.loft.sh/fake-pv': 'true' },
      annotations: {
        'kubernetes.io/createdby': 'fake-pv-provisioner',
        'pv.kubernetes.io/bound-by-controller': 'true',
        'pv.kubernetes.io/provisioned-by': 'fake-pv-provisioner',
      },
    },
    spec: {
      flexVolume: { driver: 'fake' },
      capacity: fieldsOf(fieldsOf(resources).requests),
      accessModes,
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace,
        name: claim,
        uid,
        resourceVersion,
      },
      persistentVolumeReclaimPolicy: 'Delete',
      ...(storageClassName === undefined ? {} : { storageClassName }),
      ...(volumeMode === undefined ? {} : { volumeMode }),
    },
  }
}
