import { expect, test } from 'vitest'
import { objectsOf, openWorkingCluster, reach, until } from '#api-mock/controllers/test-kubelet.ts'

const claims = '/api/v1/namespaces/default/persistentvolumeclaims'

function claim(storageClassName: string): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      storageClassName,
    },
  }
}

function storageClass(name: string, more: object = {}): object {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'disk.example.com',
    reclaimPolicy: 'Delete',
    ...more,
  }
}

const storageClasses = '/apis/storage.k8s.io/v1/storageclasses'

test('a claim is bound to a volume that its class makes, which goes with it', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', storageClasses, { body: storageClass('fast') })
  await ask('POST', claims, { body: claim('fast') })
  const bound = await reach(cluster, '/persistentvolumeclaims', 'data', {
    status: { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } },
  })
  const name = `pvc-${bound.metadata.uid ?? ''}`
  expect(bound.spec).toMatchObject({ volumeName: name })
  await reach(cluster, '/persistentvolumes', name, {
    spec: { storageClassName: 'fast', claimRef: { namespace: 'default', name: 'data' } },
    status: { phase: 'Bound' },
  })
  await ask('DELETE', `${claims}/data`)
  await until(cluster, () => objectsOf(cluster, '/persistentvolumes').length === 0)
})

test('a class that waits makes the volume for the first pod', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', storageClasses, {
    body: storageClass('late', { volumeBindingMode: 'WaitForFirstConsumer' }),
  })
  await ask('POST', claims, { body: claim('late') })
  await until(cluster, () =>
    objectsOf(cluster, '/events').some(({ reason }) => reason === 'WaitForFirstConsumer'),
  )
  expect(objectsOf(cluster, '/persistentvolumes')).toEqual([])
  await ask('POST', '/api/v1/namespaces/default/pods', {
    body: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'user' },
      spec: {
        containers: [{ name: 'main', image: 'nginx' }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
      },
    },
  })
  await reach(cluster, '/persistentvolumeclaims', 'data', { status: { phase: 'Bound' } })
})

test('a volume that is there and fits is taken, and kept as its policy says', async () => {
  const { cluster, ask } = await openWorkingCluster()
  for (const [name, storage] of [
    ['small', '500Mi'],
    ['large', '5Gi'],
    ['right', '2Gi'],
  ]) {
    await ask('POST', '/api/v1/persistentvolumes', {
      body: {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name },
        spec: {
          capacity: { storage },
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'manual',
          persistentVolumeReclaimPolicy: 'Retain',
          hostPath: { path: '/data' },
        },
      },
    })
  }
  await ask('POST', claims, { body: claim('manual') })
  await reach(cluster, '/persistentvolumeclaims', 'data', {
    spec: { volumeName: 'right' },
    status: { phase: 'Bound' },
  })
  await ask('DELETE', `${claims}/data`)
  await reach(cluster, '/persistentvolumes', 'right', { status: { phase: 'Released' } })
})
