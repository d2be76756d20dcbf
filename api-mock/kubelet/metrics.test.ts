import { afterEach, expect, test, vi } from 'vitest'
import type { Cluster } from '#api-mock/cluster.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'

const open: Cluster[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
})

const metrics = '/apis/metrics.k8s.io/v1beta1'

test('what nodes and running pods use can be asked for', async () => {
  const { ask, cluster } = await openTestCluster({ nodes: 2, nodePrefix: 'c', pace: { start: 0 } })
  open.push(cluster)
  for (const [name, image] of [
    ['web', 'nginx'],
    ['bad', 'nginx:broken'],
  ]) {
    const body = {
      metadata: { name, labels: { app: name } },
      spec: { containers: [{ name: 'main', image }] },
    }
    await ask('POST', '/api/v1/namespaces/default/pods', { body })
  }
  const usage = { cpu: expect.stringMatching(/^\d+n$/), memory: expect.stringMatching(/^\d+Ki$/) }
  await vi.waitFor(async () => {
    const { items } = (await ask('GET', `${metrics}/pods`)).body
    expect(items).toMatchObject([
      { metadata: { name: 'web' }, containers: [{ name: 'main', usage }], window: '15s' },
    ])
  })
  const nodes = (await ask('GET', `${metrics}/nodes`)).body
  expect(nodes).toMatchObject({ kind: 'NodeMetricsList', items: [{ usage }, { usage }] })
  expect((await ask('GET', `${metrics}/nodes/c-node-2`)).body).toMatchObject({ kind: 'NodeMetrics', usage })
  expect((await ask('GET', `${metrics}/namespaces/default/pods/web`)).body.kind).toBe('PodMetrics')
  expect((await ask('GET', `${metrics}/namespaces/default/pods?labelSelector=app=other`)).body.items).toEqual(
    [],
  )
  expect((await ask('GET', `${metrics}/namespaces/default/pods/bad`)).status).toBe(404)
  const groups = (await ask('GET', '/apis')).body as unknown as { groups: { name: string }[] }
  expect(groups.groups.map(({ name }) => name)).toContain('metrics.k8s.io')
})
