import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { objectsOf, openWorkingCluster, reach, until } from '#api-mock/controllers/test-kubelet.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'

const path = '/apis/apps/v1/namespaces/default/deployments'
const merge = { 'content-type': 'application/merge-patch+json' }

function web(image: string, spec: object = {}): object {
  const labels = { app: 'web' }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } },
      ...spec,
    },
  }
}

const done = { updatedReplicas: 3, availableReplicas: 3, replicas: 3 }

function reachStatus(cluster: Cluster, status: object): Promise<KubeObject> {
  return reach(cluster, 'apps/deployments', 'web', { status })
}

function imagesOf(objects: KubeObject[]): unknown[] {
  return objects.flatMap(({ spec }) => {
    const { containers } = fieldsOf(spec)
    return Array.isArray(containers) ? containers.map((each: unknown) => fieldsOf(each).image) : []
  })
}

test('a deployment is rolled out, and another image replaces all its pods', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: web('one') })
  const progressed = { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }
  await reachStatus(cluster, {
    ...done,
    observedGeneration: 1,
    conditions: [{ type: 'Available' }, progressed],
  })
  await ask('PUT', `${path}/web`, { body: web('two') })
  const object = await reachStatus(cluster, { ...done, observedGeneration: 2, conditions: [{}, progressed] })
  expect(object.metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '2' })
  expect(imagesOf(objectsOf(cluster, '/pods'))).toEqual(['two', 'two', 'two'])
  expect(objectsOf(cluster, 'apps/replicasets')).toHaveLength(2)
  await until(cluster, () =>
    objectsOf(cluster, '/events').some(({ message }) => String(message).endsWith('to 0')),
  )
  const messages = objectsOf(cluster, '/events').filter(({ reason }) => reason === 'ScalingReplicaSet')
  expect(messages.map(({ message }) => String(message))).toContainEqual(
    expect.stringMatching(/^Scaled up replica set web-\w{10} from 0 to 3$/),
  )
})

test('going back to the first template takes its ReplicaSet again', async () => {
  const { cluster, ask } = await openWorkingCluster()
  for (const [index, image] of ['one', 'two', 'one'].entries()) {
    await ask(index === 0 ? 'POST' : 'PUT', index === 0 ? path : `${path}/web`, { body: web(image) })
    await reachStatus(cluster, { ...done, observedGeneration: index + 1 })
  }
  await until(cluster, () => imagesOf(objectsOf(cluster, '/pods')).every((image) => image === 'one'))
  const sets = objectsOf(cluster, 'apps/replicasets')
  const revisions = sets.map(({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/revision'])
  expect(revisions.toSorted((one = '', other = '') => one.localeCompare(other))).toEqual(['2', '3'])
})

test('with Recreate no two templates run at once', async () => {
  const { cluster, ask } = await openWorkingCluster()
  const strategy = { strategy: { type: 'Recreate' } }
  await ask('POST', path, { body: web('one', strategy) })
  await reachStatus(cluster, { ...done, observedGeneration: 1 })
  let mixed = false
  cluster.store.subscribe(() => {
    mixed ||= new Set(imagesOf(objectsOf(cluster, '/pods'))).size > 1
  })
  await ask('PUT', `${path}/web`, { body: web('two', strategy) })
  await reachStatus(cluster, { ...done, observedGeneration: 2 })
  expect(imagesOf(objectsOf(cluster, '/pods'))).toEqual(['two', 'two', 'two'])
  expect(mixed).toBe(false)
})

test('while it is paused another image waits', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: web('one') })
  await reachStatus(cluster, { ...done, observedGeneration: 1 })
  await ask('PUT', `${path}/web`, { body: web('two', { paused: true }) })
  await reachStatus(cluster, {
    observedGeneration: 2,
    replicas: 3,
    conditions: [{}, { reason: 'DeploymentPaused' }],
  })
  expect(objectsOf(cluster, 'apps/replicasets')).toHaveLength(1)
  await ask('PATCH', `${path}/web`, { body: { spec: { paused: null } }, headers: merge })
  await reachStatus(cluster, { ...done, observedGeneration: 3 })
  expect(imagesOf(objectsOf(cluster, '/pods'))).toEqual(['two', 'two', 'two'])
})

test('a rollout whose pods never run tells so after its deadline', async () => {
  const { cluster, ask } = await openWorkingCluster(() => 'wait')
  await ask('POST', path, { body: web('one', { progressDeadlineSeconds: 1 }) })
  await reachStatus(cluster, {
    conditions: [
      { type: 'Available', status: 'False' },
      { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' },
    ],
  })
})

test('a deployment that is deleted takes its sets and pods along', async () => {
  const { cluster, ask } = await openWorkingCluster()
  await ask('POST', path, { body: web('one') })
  await reachStatus(cluster, done)
  await ask('DELETE', `${path}/web`)
  await until(cluster, () =>
    ['apps/replicasets', '/pods'].every((each) => objectsOf(cluster, each).length === 0),
  )
})
