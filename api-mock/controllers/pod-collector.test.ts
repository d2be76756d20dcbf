import { expect, test, vi } from 'vitest'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import { objectsOf, until } from './test-kubelet.ts'

test('the pods of a node that is gone go, but not at once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const { cluster, ask } = await openTestCluster()
  await ask('POST', '/api/v1/nodes', { body: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } } })
  await ask('POST', '/api/v1/namespaces/default/pods', {
    body: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lost' },
      spec: { nodeName: 'a', containers: [{ name: 'main', image: 'nginx' }] },
    },
  })
  vi.advanceTimersByTime(60_000)
  await ask('DELETE', '/api/v1/nodes/a')
  vi.advanceTimersByTime(30_000)
  expect(objectsOf(cluster, '/pods')).toHaveLength(1)
  vi.advanceTimersByTime(30_000)
  await until(cluster, () => objectsOf(cluster, '/pods').length === 0)
  vi.useRealTimers()
  await cluster.close()
})
