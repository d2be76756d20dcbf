import { expect, test } from 'vitest'
import { objectsOf, openWorkingCluster, reach, until } from '#api-mock/controllers/test-kubelet.ts'
import type { Asked, Reply } from '#api-mock/test-cluster.ts'

const path = '/apis/apps/v1/namespaces/default/daemonsets'

function agent(image: string, spec: object = {}): object {
  const labels = { app: 'agent' }
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }], ...spec } },
    },
  }
}

async function addNode(
  ask: (method: string, target: string, asked?: Asked) => Promise<Reply>,
  name: string,
  more: { labels?: object; taints?: object[] } = {},
): Promise<void> {
  const { labels = {}, taints = [] } = more
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } }
  await ask('POST', '/api/v1/nodes', { body: node })
  // A new node may have the taint of one that is not ready yet.
  await ask('PATCH', `/api/v1/nodes/${name}`, {
    body: { spec: { taints } },
    headers: { 'content-type': 'application/merge-patch+json' },
  })
}

test('each node that fits has a pod, also one that comes later', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await addNode(ask, 'a', { labels: { disk: 'ssd' } })
  await addNode(ask, 'b')
  await addNode(ask, 'c', {
    labels: { disk: 'ssd' },
    taints: [{ key: 'dedicated', effect: 'NoSchedule' }],
  })
  await ask('POST', path, { body: agent('one', { nodeSelector: { disk: 'ssd' } }) })
  await reach(cluster, 'apps/daemonsets', 'agent', {
    status: { desiredNumberScheduled: 1, currentNumberScheduled: 1, numberAvailable: 1 },
  })
  const [pod] = objectsOf(cluster, '/pods')
  expect(pod?.spec).toMatchObject({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }],
        },
      },
    },
  })
  await addNode(ask, 'd', { labels: { disk: 'ssd' } })
  await reach(cluster, 'apps/daemonsets', 'agent', { status: { desiredNumberScheduled: 2, numberReady: 2 } })
})

test('an update replaces the pods one after the other', async () => {
  const { cluster, ask } = await openWorkingCluster()
  for (const name of ['a', 'b', 'c']) await addNode(ask, name)
  await ask('POST', path, { body: agent('one') })
  await reach(cluster, 'apps/daemonsets', 'agent', { status: { numberAvailable: 3 } })
  let fewest = 3
  cluster.store.subscribe(() => {
    const staying = objectsOf(cluster, '/pods').filter(
      ({ metadata }) => metadata.deletionTimestamp === undefined,
    )
    fewest = Math.min(fewest, staying.length)
  })
  await ask('PUT', `${path}/agent`, { body: agent('two') })
  await reach(cluster, 'apps/daemonsets', 'agent', {
    status: { observedGeneration: 2, updatedNumberScheduled: 3, numberAvailable: 3 },
  })
  expect(fewest).toBe(2)
  expect(objectsOf(cluster, 'apps/controllerrevisions')).toHaveLength(2)
})

test('a pod on a node that does not fit any more goes', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await addNode(ask, 'a')
  await ask('POST', path, { body: agent('one') })
  await reach(cluster, 'apps/daemonsets', 'agent', { status: { numberAvailable: 1 } })
  await ask('PATCH', '/api/v1/nodes/a', {
    body: { spec: { taints: [{ key: 'gone', effect: 'NoExecute' }] } },
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  await until(cluster, () => objectsOf(cluster, '/pods').length === 0)
})
