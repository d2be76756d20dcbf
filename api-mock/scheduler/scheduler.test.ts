import { afterEach, expect, test, vi } from 'vitest'
import type { Cluster } from '#api-mock/cluster.ts'
import { bind } from '#api-mock/rest/bind.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import type { Answered, Reply } from '#api-mock/test-cluster.ts'

const open: Cluster[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
})

async function start(nodes: number) {
  const opened = await openTestCluster({ nodes, nodePrefix: 'c' })
  open.push(opened.cluster)
  const create = (name: string, spec = {}): Promise<Reply> =>
    opened.ask('POST', '/api/v1/namespaces/default/pods', {
      body: { metadata: { name }, spec: { containers: [{ name: 'main', image: 'nginx' }], ...spec } },
    })
  const read = async (name: string): Promise<Answered> =>
    (await opened.ask('GET', `/api/v1/namespaces/default/pods/${name}`)).body
  const patchNode = (name: string, body: unknown): Promise<Reply> =>
    opened.ask('PATCH', `/api/v1/nodes/${name}`, {
      body,
      headers: { 'content-type': 'application/merge-patch+json' },
    })
  return { ...opened, create, read, patchNode }
}

const scheduled = (conditions: unknown): unknown =>
  expect.arrayContaining([expect.objectContaining({ type: 'PodScheduled', ...(conditions as object) })])

test('a pod waits until a node takes it, and says why', async () => {
  const { create, read, patchNode, ask } = await start(1)
  await patchNode('c-node-1', { spec: { unschedulable: true } })
  await create('web')
  const message =
    '0/1 nodes are available: 1 node(s) were unschedulable. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.'
  await vi.waitFor(async () => {
    const { status } = await read('web')
    expect(status.conditions).toEqual(scheduled({ status: 'False', reason: 'Unschedulable', message }))
  })
  const events = await ask('GET', '/api/v1/namespaces/default/events?fieldSelector=reason=FailedScheduling')
  expect(events.body.items).toMatchObject([{ message, involvedObject: { name: 'web' } }])
  await patchNode('c-node-1', { spec: { unschedulable: false } })
  await vi.waitFor(async () => {
    const { spec, status } = await read('web')
    expect(spec.nodeName).toBe('c-node-1')
    expect(status.conditions).toEqual(scheduled({ status: 'True' }))
  })
})

test('a pod waits for the claims that it mounts to be there', async () => {
  const { create, read, ask } = await start(1)
  await create('db', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] })
  const message =
    '0/1 nodes are available: persistentvolumeclaim "data" not found. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.'
  await vi.waitFor(async () =>
    expect((await read('db')).status.conditions).toEqual(scheduled({ status: 'False', message })),
  )
  await ask('POST', '/api/v1/namespaces/default/persistentvolumeclaims', {
    body: {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  })
  await vi.waitFor(async () => expect((await read('db')).spec.nodeName).toBe('c-node-1'))
})

test('pods of another scheduler and pods at a gate are left alone', async () => {
  const { create, read } = await start(1)
  await create('other', { schedulerName: 'mine' })
  await create('gated', { schedulingGates: [{ name: 'wait' }] })
  await create('web')
  await vi.waitFor(async () => expect((await read('web')).spec.nodeName).toBe('c-node-1'))
  expect((await read('other')).spec.nodeName).toBeUndefined()
  expect((await read('gated')).spec.nodeName).toBeUndefined()
})

test('room that a deleted pod leaves is taken by one that waited for it', async () => {
  const { create, read, ask } = await start(1)
  const half = { containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu: '5' } } }] }
  await create('first', half)
  await vi.waitFor(async () => expect((await read('first')).spec.nodeName).toBe('c-node-1'))
  await create('second', half)
  await vi.waitFor(async () =>
    expect((await read('second')).status.conditions).toEqual(scheduled({ status: 'False' })),
  )
  await ask('DELETE', '/api/v1/namespaces/default/pods/first?gracePeriodSeconds=0')
  await vi.waitFor(async () => expect((await read('second')).spec.nodeName).toBe('c-node-1'))
})

test('a pod is bound once, and only the one that is meant', async () => {
  const { cluster, create } = await start(1)
  await create('web', { schedulerName: 'mine' })
  const place = { namespace: 'default', name: 'web', nodeName: 'c-node-1' }
  const attempt = (binding: Parameters<typeof bind>[2]): Promise<unknown> =>
    cluster.store.write((transaction) => bind(transaction, cluster.timestamp(), binding))
  await expect(attempt({ ...place, uid: 'other' })).rejects.toThrow(/Precondition failed: UID/)
  await attempt({ ...place, labels: { zone: 'a' } })
  await expect(attempt(place)).rejects.toThrow(
    'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "c-node-1"',
  )
  await expect(attempt({ ...place, name: 'none' })).rejects.toThrow('pods "none" not found')
})
