import { expect, test } from 'vitest'
import { objectsOf, openWorkingCluster, reach, until } from '#api-mock/controllers/test-kubelet.ts'

const path = '/apis/apps/v1/namespaces/default/statefulsets'

function web(image: string, replicas = 2): object {
  const labels = { app: 'web' }
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      replicas,
      serviceName: 'web',
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  }
}

test('its pods have names, addresses and claims', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: web('one') })
  const { status } = await reach(cluster, 'apps/statefulsets', 'web', { status: { availableReplicas: 2 } })
  const [revision, ...others] = objectsOf(cluster, 'apps/controllerrevisions')
  expect(others).toEqual([])
  const name = revision?.metadata.name
  expect(status).toMatchObject({ currentRevision: name, updateRevision: name, currentReplicas: 2 })
  expect(objectsOf(cluster, '/pods')[1]).toMatchObject({
    metadata: {
      name: 'web-1',
      labels: {
        app: 'web',
        'apps.kubernetes.io/pod-index': '1',
        'statefulset.kubernetes.io/pod-name': 'web-1',
        'controller-revision-hash': name,
      },
    },
    spec: {
      hostname: 'web-1',
      subdomain: 'web',
      volumes: expect.arrayContaining([{ name: 'data', persistentVolumeClaim: { claimName: 'data-web-1' } }]),
    },
  })
  const claims = objectsOf(cluster, '/persistentvolumeclaims')
  expect(claims.map(({ metadata }) => metadata.name)).toEqual(['data-web-0', 'data-web-1'])
})

test('another image makes a revision, and replaces the pods under their names', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: web('one') })
  await reach(cluster, 'apps/statefulsets', 'web', { status: { availableReplicas: 2 } })
  const before = objectsOf(cluster, '/pods').map(({ metadata }) => metadata.uid)
  await ask('PUT', `${path}/web`, { body: web('two') })
  await reach(cluster, 'apps/statefulsets', 'web', {
    status: { observedGeneration: 2, currentReplicas: 2, updatedReplicas: 2, availableReplicas: 2 },
  })
  const revisions = objectsOf(cluster, 'apps/controllerrevisions').map(({ revision }) => revision)
  expect(new Set(revisions)).toEqual(new Set([1, 2]))
  const pods = objectsOf(cluster, '/pods')
  expect(pods.map(({ metadata }) => metadata.name)).toEqual(['web-0', 'web-1'])
  for (const { metadata } of pods) expect(before).not.toContain(metadata.uid)
})

test('a smaller set keeps its claims', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: web('one') })
  await reach(cluster, 'apps/statefulsets', 'web', { status: { availableReplicas: 2 } })
  await ask('PUT', `${path}/web`, { body: web('one', 1) })
  await until(cluster, () => objectsOf(cluster, '/pods').length === 1)
  expect(objectsOf(cluster, '/persistentvolumeclaims')).toHaveLength(2)
})
