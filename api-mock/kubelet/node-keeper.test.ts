import { afterEach, expect, test, vi } from 'vitest'
import type { Cluster } from '#api-mock/cluster.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'

const open: Cluster[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
})

async function start(nodes: number) {
  const opened = await openTestCluster({ nodes, nodePrefix: 'c' })
  open.push(opened.cluster)
  return opened
}

const merge = { 'content-type': 'application/merge-patch+json' }
const pods = '/api/v1/namespaces/default/pods'
const pod = (name: string, spec = {}): unknown => ({
  metadata: { name },
  spec: { containers: [{ name: 'main', image: 'nginx' }], nodeName: 'c-node-1', ...spec },
})

test('a cluster has the nodes it was asked for, ready and with a lease each', async () => {
  const { ask } = await start(3)
  const { items } = (await ask('GET', '/api/v1/nodes')).body
  expect(items.map(({ metadata }) => metadata.name)).toEqual(['c-node-1', 'c-node-2', 'c-node-3'])
  expect(items[0]?.status).toMatchObject({
    conditions: expect.arrayContaining([expect.objectContaining({ reason: 'KubeletReady' })]),
  })
  const networks = new Set(items.map(({ spec }) => JSON.stringify(spec)))
  expect(networks.size).toBe(3)
  await vi.waitFor(async () => {
    const leases = await ask('GET', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases')
    expect(leases.body.items).toHaveLength(3)
  })
})

test('a node that somebody makes is run like the others', async () => {
  const { ask } = await start(1)
  await ask('POST', '/api/v1/nodes', { body: { metadata: { name: 'extra' } } })
  await vi.waitFor(async () => {
    const { status } = (await ask('GET', '/api/v1/nodes/extra')).body
    expect(status.allocatable).toMatchObject({ pods: '110' })
  })
})

test('a cordon is a taint too, until it is lifted', async () => {
  const { ask } = await start(1)
  const taints = async (): Promise<unknown> => (await ask('GET', '/api/v1/nodes/c-node-1')).body.spec.taints
  await ask('PATCH', '/api/v1/nodes/c-node-1', { body: { spec: { unschedulable: true } }, headers: merge })
  await vi.waitFor(async () =>
    expect(await taints()).toMatchObject([{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }]),
  )
  await ask('PATCH', '/api/v1/nodes/c-node-1', { body: { spec: { unschedulable: null } }, headers: merge })
  await vi.waitFor(async () => expect(await taints()).toBeUndefined())
})

test('a taint evicts the pods that do not tolerate it', async () => {
  const { ask } = await start(1)
  await ask('POST', pods, { body: pod('meek') })
  await ask('POST', pods, { body: pod('tough', { tolerations: [{ operator: 'Exists' }] }) })
  const body = { spec: { taints: [{ key: 'broken', effect: 'NoExecute' }] } }
  await ask('PATCH', '/api/v1/nodes/c-node-1', { body, headers: merge })
  await vi.waitFor(async () => {
    const { body: found } = await ask('GET', `${pods}/meek`)
    expect(found.metadata.deletionTimestamp ?? found.reason).toBeDefined()
  })
  expect((await ask('GET', `${pods}/tough`)).body.metadata.deletionTimestamp).toBeUndefined()
})

test('pods go with their node', async () => {
  const { ask } = await start(2)
  await ask('POST', pods, { body: pod('web') })
  await ask('DELETE', '/api/v1/nodes/c-node-1')
  await vi.waitFor(async () => expect((await ask('GET', `${pods}/web`)).status).toBe(404))
})
