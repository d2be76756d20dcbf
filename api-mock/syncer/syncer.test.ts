import { expect, test, vi } from 'vitest'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { hostNamespace, hostPods, insidePods, openHost, openNested, podBody } from './test-guest.ts'

const running = { status: { phase: 'Running' } }

test('a deployment inside runs on the host, and is ready inside', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const deployments = '/apis/apps/v1/namespaces/default/deployments'
  await nested.create(deployments, {
    metadata: { name: 'web' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: podBody('')['spec'] },
    },
  })
  await nested.reaches(`${deployments}/web`, { status: { readyReplicas: 2 } })
  const [pod] = nested.all('/pods')
  if (pod === undefined) throw new Error('there is no pod')
  const there = await host.reaches(`${hostPods}/${pod.metadata.name}-x-default-x-blue`, running)
  expect(there.metadata.labels).toMatchObject({
    app: 'web',
    'vcluster.loft.sh/managed-by': 'blue',
    'vcluster.loft.sh/namespace': 'default',
  })
  expect(there.metadata.annotations).toMatchObject({
    'vcluster.loft.sh/object-name': pod.metadata.name,
    'vcluster.loft.sh/object-namespace': 'default',
    'vcluster.loft.sh/object-uid': pod.metadata.uid,
    'vcluster.loft.sh/object-kind': '/v1, Kind=Pod',
  })
  expect(there.metadata.ownerReferences).toMatchObject([{ kind: 'Service', name: 'blue' }])
  const { podIP, hostIP, startTime } = fieldsOf(there.status)
  await nested.reaches(`${insidePods}/${pod.metadata.name}`, {
    spec: { nodeName: fieldsOf(there.spec).nodeName },
    status: { phase: 'Running', podIP, hostIP, startTime },
  })
})

test('pods of one name, in two namespaces and in two virtual clusters, are different ones', async () => {
  const host = await openHost()
  const [blue, green] = [await openNested(host, 'blue'), await openNested(host, 'green')]
  await blue.create('/api/v1/namespaces', { metadata: { name: 'other' } })
  await vi.waitFor(async () => blue.create(insidePods, podBody('web')))
  await vi.waitFor(async () => green.create(insidePods, podBody('web')))
  await vi.waitFor(async () => blue.create('/api/v1/namespaces/other/pods', podBody('web')))
  for (const side of [blue, green]) await side.reaches(`${insidePods}/web`, running)
  await blue.reaches('/api/v1/namespaces/other/pods/web', running)
  expect(host.names('/pods', hostNamespace)).toEqual([
    'web-x-default-x-blue',
    'web-x-default-x-green',
    'web-x-other-x-blue',
  ])
})
