import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { objectsOf, openWorkingCluster, reach, until } from '#api-mock/controllers/test-kubelet.ts'

const path = '/api/v1/namespaces/default'

function pod(name: string, port: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image: 'nginx', ports: [{ name: 'http', containerPort: port }] }] },
  }
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', labels: { team: 'a' } },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }] },
}

function sliceOf(objects: KubeObject[]): KubeObject | undefined {
  return objects.find(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'web')
}

test('a service leads to its pods that are ready', async () => {
  const { cluster, ask } = await openWorkingCluster(({ metadata }) =>
    metadata.name === 'slow' ? 'running' : 'ready',
  )
  await ask('POST', `${path}/services`, { body: service })
  await ask('POST', `${path}/pods`, { body: pod('a', 8080) })
  await ask('POST', `${path}/pods`, { body: pod('slow', 8080) })
  const target = (name: string) => ({ nodeName: 'node-1', targetRef: { kind: 'Pod', name } })
  const endpoints = await reach(cluster, '/endpoints', 'web', {
    subsets: [
      {
        addresses: [{ ip: '10.0.0.1', ...target('a') }],
        notReadyAddresses: [{ ip: '10.0.0.1', ...target('slow') }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ],
  })
  expect(endpoints.metadata.labels).toEqual({
    team: 'a',
    'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
  })
  await until(cluster, () => {
    const slice = sliceOf(objectsOf(cluster, 'discovery.k8s.io/endpointslices'))
    return Array.isArray(slice?.endpoints) && slice.endpoints.length === 2
  })
  expect(sliceOf(objectsOf(cluster, 'discovery.k8s.io/endpointslices'))).toMatchObject({
    metadata: { generateName: 'web-', ownerReferences: [{ kind: 'Service', name: 'web' }] },
    addressType: 'IPv4',
    endpoints: [
      { addresses: ['10.0.0.1'], conditions: { ready: true, serving: true, terminating: false } },
      { conditions: { ready: false, serving: false } },
    ],
    ports: [{ name: '', port: 8080, protocol: 'TCP' }],
  })
})

test('endpoints follow the labels of pods, and go with the service', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', `${path}/pods`, { body: pod('a', 8080) })
  await ask('POST', `${path}/services`, { body: service })
  await reach(cluster, '/endpoints', 'web', { subsets: [{ addresses: [{}] }] })
  await ask('PATCH', `${path}/pods/a`, {
    body: { metadata: { labels: { app: 'other' } } },
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  await until(cluster, () => objectsOf(cluster, '/endpoints').every(({ subsets }) => subsets === undefined))
  await ask('DELETE', `${path}/services/web`)
  await until(
    cluster,
    () =>
      objectsOf(cluster, '/endpoints').length === 0 &&
      sliceOf(objectsOf(cluster, 'discovery.k8s.io/endpointslices')) === undefined,
  )
})
