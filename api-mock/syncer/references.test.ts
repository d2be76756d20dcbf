import { expect, test } from 'vitest'
import { referencesOf } from './references.ts'

test('a pod uses what its volumes, its variables and its image pulls name, each once', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      imagePullSecrets: [{ name: 'registry' }],
      volumes: [
        { name: 'a', configMap: { name: 'settings' } },
        { name: 'b', secret: { secretName: 'key' } },
        { name: 'c', projected: { sources: [{ secret: { name: 'key' } }, { configMap: { name: 'ca' } }] } },
        { name: 'd', emptyDir: {} },
        { name: 'e', csi: { driver: 'x', nodePublishSecretRef: { name: 'csi' } } },
        { name: 'f', cephfs: { secretRef: { name: 'ceph' } } },
      ],
      containers: [{ name: 'main', env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'one' } } }] }],
      initContainers: [{ name: 'first', envFrom: [{ secretRef: { name: 'two' } }] }],
      ephemeralContainers: [{ name: 'debug', envFrom: [{ configMapRef: { name: 'settings' } }] }],
    },
  }
  expect(referencesOf(pod).toSorted()).toEqual([
    'configmaps/ca',
    'configmaps/one',
    'configmaps/settings',
    'secrets/ceph',
    'secrets/csi',
    'secrets/key',
    'secrets/registry',
    'secrets/two',
  ])
})
