import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { objectsOf, openWorkingCluster, reach, until } from '#api-mock/controllers/test-kubelet.ts'
import { conditionsOf } from '#api-mock/resources/conditions.ts'

const path = '/apis/apps/v1/namespaces/default/replicasets'

function web(replicas: number, spec: object = {}): object {
  const labels = { app: 'web' }
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'nginx' }] } },
      ...spec,
    },
  }
}

function reachStatus(cluster: Cluster, status: object): Promise<KubeObject> {
  return reach(cluster, 'apps/replicasets', 'web', { status })
}

test('a ReplicaSet has its pods, and tells of them', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: web(2) })
  const { status } = await reachStatus(cluster, { availableReplicas: 2 })
  expect(status).toEqual({
    replicas: 2,
    fullyLabeledReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
    terminatingReplicas: 0,
    observedGeneration: 1,
  })
  const [pod] = objectsOf(cluster, '/pods')
  expect(pod?.metadata).toMatchObject({
    name: expect.stringMatching(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/),
    generateName: 'web-',
    labels: { app: 'web' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web', controller: true, blockOwnerDeletion: true }],
  })
  expect(pod?.metadata.managedFields?.map(({ manager }) => manager)).toContain('kube-controller-manager')
  await until(cluster, () => objectsOf(cluster, '/events').length === 2)
  expect(objectsOf(cluster, '/events')[0]).toMatchObject({
    reason: 'SuccessfulCreate',
    message: expect.stringMatching(/^Created pod: web-/),
    source: { component: 'replicaset-controller' },
  })
})

test('it is scaled both ways', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: web(3) })
  await reachStatus(cluster, { readyReplicas: 3 })
  await ask('PUT', `${path}/web`, { body: web(1) })
  await reachStatus(cluster, { replicas: 1, terminatingReplicas: 0, observedGeneration: 2 })
  expect(objectsOf(cluster, '/pods')).toHaveLength(1)
})

test('a pod that somebody deletes is replaced', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: web(1) })
  await reachStatus(cluster, { readyReplicas: 1 })
  const [before] = objectsOf(cluster, '/pods')
  await ask('DELETE', `/api/v1/namespaces/default/pods/${before?.metadata.name ?? ''}`)
  await until(cluster, () => {
    const [pod, ...others] = objectsOf(cluster, '/pods')
    return others.length === 0 && pod !== undefined && pod.metadata.uid !== before?.metadata.uid
  })
})

test('a pod with its labels is adopted, and one without them is let go', async () => {
  const { cluster, ask } = await openWorkingCluster()
  const pods = '/api/v1/namespaces/default/pods'
  await ask('POST', pods, {
    body: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'found', labels: { app: 'web' } },
      spec: { containers: [{ name: 'main', image: 'nginx' }] },
    },
  })
  await ask('POST', path, { body: web(1) })
  await reachStatus(cluster, { readyReplicas: 1 })
  expect(objectsOf(cluster, '/pods')).toMatchObject([
    { metadata: { name: 'found', ownerReferences: [{ name: 'web' }] } },
  ])
  await ask('PATCH', `${pods}/found`, {
    body: { metadata: { labels: { app: 'other' } } },
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  await until(cluster, () => objectsOf(cluster, '/pods').length === 2)
  const found = objectsOf(cluster, '/pods').find(({ metadata }) => metadata.name === 'found')
  expect(found?.metadata.ownerReferences).toBeUndefined()
})

test('what cannot be created is told and tried again', async () => {
  let failing = false
  const { cluster, ask } = await openWorkingCluster(undefined, {
    beforeCommit: () => {
      if (!failing) return Promise.resolve()
      failing = false
      return Promise.reject(new Error('the disk is full'))
    },
  })
  const conditions: unknown[] = []
  cluster.store.subscribe(() => {
    const [set] = objectsOf(cluster, 'apps/replicasets')
    if (set !== undefined) conditions.push(...conditionsOf(set))
  })
  cluster.store.subscribe((changes) => {
    failing ||= changes.some(({ current, previous }) => current.name === 'web' && previous === undefined)
  })
  await ask('POST', path, { body: web(1) })
  const { status } = await reachStatus(cluster, { readyReplicas: 1 })
  expect(conditions[0]).toMatchObject({
    type: 'ReplicaFailure',
    status: 'True',
    reason: 'FailedCreate',
    message: 'Internal error occurred: the change was not stored: the disk is full',
  })
  expect(status).not.toHaveProperty('conditions')
  await until(cluster, () => objectsOf(cluster, '/events').some(({ reason }) => reason === 'FailedCreate'))
})
