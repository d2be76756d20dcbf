import { expect, test, vi } from 'vitest'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { hostNamespace, hostPods, insidePods, openHost, openNested, podBody } from './test-guest.ts'
import type { Side } from './test-guest.ts'

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
  await blue.addNamespace('other')
  await blue.create(insidePods, podBody('web'))
  await green.create(insidePods, podBody('web'))
  await blue.create('/api/v1/namespaces/other/pods', podBody('web'))
  for (const side of [blue, green]) await side.reaches(`${insidePods}/web`, running)
  await blue.reaches('/api/v1/namespaces/other/pods/web', running)
  expect(host.names('/pods', hostNamespace)).toEqual([
    'web-x-default-x-blue',
    'web-x-default-x-green',
    'web-x-other-x-blue',
  ])
})

test('who is deleted inside ends on the host first, and who is deleted there ends inside', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  for (const name of ['one', 'two']) {
    await nested.create(insidePods, podBody(name, {}, { terminationGracePeriodSeconds: 5 }))
    await nested.reaches(`${insidePods}/${name}`, running)
  }
  await nested.delete(`${insidePods}/one`)
  await nested.goes(`${insidePods}/one`)
  expect(host.names('/pods', hostNamespace)).toEqual(['two-x-default-x-blue'])
  await host.delete(`${hostPods}/two-x-default-x-blue`)
  await nested.goes(`${insidePods}/two`)
  await host.goes(`${hostPods}/two-x-default-x-blue`)
})

test('a pod that is deleted at once, and one whose namespace goes, leave nothing on the host', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  await nested.addNamespace('other')
  await nested.create(insidePods, podBody('web'))
  await nested.create('/api/v1/namespaces/other/pods', podBody('web'))
  await nested.reaches(`${insidePods}/web`, running)
  await nested.delete(`${insidePods}/web?gracePeriodSeconds=0`)
  await nested.delete('/api/v1/namespaces/other')
  for (const namespace of ['default', 'other']) await host.goes(`${hostPods}/web-x-${namespace}-x-blue`)
  await nested.goes('/api/v1/namespaces/other')
})

test('a pod that is made anew under the name of one that still ends begins when that is gone', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  await nested.create(insidePods, podBody('web'))
  const first = await nested.reaches(`${insidePods}/web`, running)
  await nested.delete(`${insidePods}/web?gracePeriodSeconds=0`)
  await nested.create(insidePods, podBody('web', { image: 'redis' }))
  const second = await nested.reaches(`${insidePods}/web`, running)
  expect(second.metadata.uid).not.toBe(first.metadata.uid)
  await host.reaches(`${hostPods}/web-x-default-x-blue`, {
    metadata: { annotations: { 'vcluster.loft.sh/object-uid': second.metadata.uid } },
    spec: { containers: [{ image: 'redis' }] },
  })
})

test('a quota of the host refuses a pod in its words, and lets it in when there is room', async () => {
  const host = await openHost()
  const quotas = `/api/v1/namespaces/${hostNamespace}/resourcequotas`
  await host.create(quotas, { metadata: { name: 'few' }, spec: { hard: { pods: '1' } } })
  await host.reaches(`${quotas}/few`, { status: { hard: { pods: '1' } } })
  const nested = await openNested(host)
  await nested.create(insidePods, podBody('one'))
  await nested.reaches(`${insidePods}/one`, running)
  await nested.create(insidePods, podBody('two'))
  await vi.waitFor(() =>
    expect(nested.all('/events')).toContainEqual(
      expect.objectContaining({
        type: 'Warning',
        reason: 'SyncError',
        message:
          'Error syncing to host cluster: pods "two-x-default-x-blue" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1',
        involvedObject: expect.objectContaining({ kind: 'Pod', name: 'two' }),
      }),
    ),
  )
  await nested.reaches(`${insidePods}/two`, { status: { phase: 'Pending' } })
  await host.patch(`${quotas}/few`, { spec: { hard: { pods: '2' } } })
  await nested.reaches(`${insidePods}/two`, running)
})

test('a ConfigMap that a pod uses is on the host, follows its changes, and goes with the pod', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const maps = '/api/v1/namespaces/default/configmaps'
  const there = `/api/v1/namespaces/${hostNamespace}/configmaps/settings-x-default-x-blue`
  await nested.create(maps, { metadata: { name: 'settings' }, data: { colour: 'red' } })
  await nested.create(maps, { metadata: { name: 'unused' }, data: {} })
  const envFrom = [{ configMapRef: { name: 'settings' } }]
  await nested.create(insidePods, podBody('web', { envFrom }))
  await nested.reaches(`${insidePods}/web`, running)
  await host.reaches(there, { data: { colour: 'red' } })
  await nested.patch(`${maps}/settings`, { data: { colour: null, size: 'L' } })
  await vi.waitFor(async () => expect((await host.ask('GET', there)).body.data).toEqual({ size: 'L' }))
  expect(host.names('/configmaps', hostNamespace)).not.toContain('unused-x-default-x-blue')
  await nested.delete(`${insidePods}/web`)
  await host.goes(there)
})

/** Every object of a cluster, with the revision that it has. */
function revisionsOf({ cluster }: Side): Map<string, string | undefined> {
  return new Map(
    [...cluster.store.all()].map(({ resource, stored }) => [
      `${resource} ${stored.path}`,
      String(stored.revision),
    ]),
  )
}

test('a syncer that begins anew writes nothing again of what is in step', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const namespace = '/api/v1/namespaces/default'
  await nested.create(`${namespace}/secrets`, { metadata: { name: 'key' }, stringData: { word: 'sesame' } })
  await nested.create(`${namespace}/services`, { metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } })
  await nested.create(`${namespace}/persistentvolumeclaims`, {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  })
  const volumes = [
    { name: 'key', secret: { secretName: 'key' } },
    { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
  ]
  await nested.create(insidePods, podBody('web', {}, { volumes }))
  await nested.reaches(`${insidePods}/web`, running)
  await nested.reaches(`${namespace}/events`, {
    items: expect.arrayContaining([expect.objectContaining({ reason: 'Started' })]),
  })
  nested.stop()
  const before = [revisionsOf(nested), revisionsOf(host)]
  await nested.restart()
  await nested.create(insidePods, podBody('next'))
  await nested.reaches(`${insidePods}/next`, running)
  for (const [index, side] of [nested, host].entries()) {
    const now = revisionsOf(side)
    const changed = [...(before[index] ?? [])].filter(([key, revision]) => now.get(key) !== revision)
    expect(changed.map(([key]) => key).filter((key) => !key.startsWith('coordination'))).toEqual([])
  }
})

test('a syncer that begins anew loses nothing, and clears away what nobody owns', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  for (const name of ['stays', 'goes', 'lost']) await nested.create(insidePods, podBody(name))
  for (const name of ['stays', 'goes', 'lost']) await nested.reaches(`${insidePods}/${name}`, running)
  nested.stop()
  await nested.delete(`${insidePods}/goes?gracePeriodSeconds=0`)
  await host.delete(`${hostPods}/lost-x-default-x-blue?gracePeriodSeconds=0`)
  await nested.create(insidePods, podBody('new'))
  await nested.restart()
  await nested.reaches(`${insidePods}/new`, running)
  await nested.goes(`${insidePods}/lost`)
  await host.goes(`${hostPods}/goes-x-default-x-blue`)
  expect(host.names('/pods', hostNamespace)).toEqual(['new-x-default-x-blue', 'stays-x-default-x-blue'])
})

test('while the virtual cluster is not on its host nothing is made there, or ended inside', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  await nested.create(insidePods, podBody('web'))
  await nested.reaches(`${insidePods}/web`, running)
  const services = `/api/v1/namespaces/${hostNamespace}/services`
  await host.delete(`${services}/blue`)
  await host.goes(`${hostPods}/web-x-default-x-blue`)
  await nested.create(insidePods, podBody('late'))
  expect(nested.names('/pods')).toEqual(['late', 'web'])
  await host.create(services, { metadata: { name: 'blue' }, spec: { ports: [{ port: 443 }] } })
  await nested.reaches(`${insidePods}/late`, running)
  await nested.goes(`${insidePods}/web`)
})

test('of two pods that would have one name on the host, the second is told why it is not there', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  for (const name of ['c', 'b-x-c']) await nested.addNamespace(name)
  await nested.create('/api/v1/namespaces/c/pods', podBody('a-x-b'))
  await nested.reaches('/api/v1/namespaces/c/pods/a-x-b', running)
  await nested.create('/api/v1/namespaces/b-x-c/pods', podBody('a'))
  await vi.waitFor(() =>
    expect(nested.all('/events', 'b-x-c')).toContainEqual(
      expect.objectContaining({
        reason: 'SyncError',
        message: 'Error syncing to host cluster: pods "a-x-b-x-c-x-blue" already exists',
      }),
    ),
  )
  await nested.reaches('/api/v1/namespaces/c/pods/a-x-b', running)
})

test('a job inside completes, and a stateful set has its storage', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const jobs = '/apis/batch/v1/namespaces/default/jobs'
  const container = { name: 'main', image: 'busybox', command: ['sh', '-c', 'true'] }
  await nested.create(jobs, {
    metadata: { name: 'once' },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } },
  })
  const sets = '/apis/apps/v1/namespaces/default/statefulsets'
  const labels = { app: 'db' }
  await nested.create(sets, {
    metadata: { name: 'db' },
    spec: {
      replicas: 2,
      serviceName: 'db',
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podBody('')['spec'] },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  })
  await nested.reaches(`${jobs}/once`, { status: { succeeded: 1 } })
  await nested.reaches(`${sets}/db`, { status: { readyReplicas: 2 } })
  expect(host.names('/persistentvolumeclaims', hostNamespace)).toEqual([
    'data-db-0-x-default-x-blue',
    'data-db-1-x-default-x-blue',
  ])
  await nested.delete(`${jobs}/once?propagationPolicy=Background`)
  await vi.waitFor(() =>
    expect(host.names('/pods', hostNamespace)).toEqual(['db-0-x-default-x-blue', 'db-1-x-default-x-blue']),
  )
})

test('a claim inside is bound to a volume of the host, which is shown as one of its own', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const claims = '/api/v1/namespaces/default/persistentvolumeclaims'
  await nested.create(claims, {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  })
  await nested.create(
    insidePods,
    podBody('web', {}, { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] }),
  )
  await nested.reaches(`${insidePods}/web`, running)
  const claim = await nested.reaches(`${claims}/data`, {
    status: { phase: 'Bound', capacity: { storage: '1Gi' } },
  })
  const volume = String(fieldsOf(claim.spec).volumeName)
  expect(host.names('/persistentvolumes')).toEqual([volume])
  await nested.reaches(`/api/v1/persistentvolumes/${volume}`, {
    spec: { claimRef: { name: 'data', namespace: 'default' } },
    status: { phase: 'Bound' },
  })
  await nested.delete(`${insidePods}/web`)
  await nested.delete(`${claims}/data`)
  await nested.goes(`${claims}/data`)
  await nested.goes(`/api/v1/persistentvolumes/${volume}`)
  await vi.waitFor(() => expect(host.names('/persistentvolumeclaims')).toEqual([]))
})

test('the storage classes inside are those of the host', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const classes = '/apis/storage.k8s.io/v1/storageclasses'
  await host.create(classes, { metadata: { name: 'fast' }, provisioner: 'example.io/fast' })
  await nested.reaches(`${classes}/fast`, { provisioner: 'example.io/fast' })
  await host.delete(`${classes}/fast`)
  await nested.goes(`${classes}/fast`)
})

test('the services inside have the addresses of the host, where they lead to the same pods', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const services = '/api/v1/namespaces/default/services'
  const pod = podBody('web')
  await nested.create(insidePods, { ...pod, metadata: { name: 'web', labels: { app: 'web' } } })
  await nested.create(services, {
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  })
  const { status } = await nested.reaches(`${insidePods}/web`, running)
  const there = `/api/v1/namespaces/${hostNamespace}/services/web-x-default-x-blue`
  const { spec } = await host.reaches(there, {
    spec: {
      selector: {
        app: 'web',
        'vcluster.loft.sh/managed-by': 'blue',
        'vcluster.loft.sh/namespace': 'default',
      },
    },
  })
  const { clusterIP, clusterIPs } = fieldsOf(spec)
  await nested.reaches(`${services}/web`, { spec: { selector: { app: 'web' }, clusterIP, clusterIPs } })
  const subsets = [{ addresses: [{ ip: fieldsOf(status).podIP }] }]
  await host.reaches(there.replace('services', 'endpoints'), { subsets })
  await nested.reaches('/api/v1/namespaces/default/endpoints/web', { subsets })
  await nested.patch(`${services}/web`, { spec: { type: 'NodePort' } })
  await host.reaches(there, { spec: { type: 'NodePort', ports: [{ nodePort: expect.any(Number) }] } })
  await vi.waitFor(async () => {
    const [inside, outside] = [await nested.ask('GET', `${services}/web`), await host.ask('GET', there)]
    expect(inside.body.spec.ports).toEqual(outside.body.spec.ports)
  })
  await nested.delete(`${services}/web`)
  await host.goes(there)
})

test('inside, the API server has the address of the Service on the host', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const { spec } = await host.reaches(`/api/v1/namespaces/${hostNamespace}/services/blue`, {})
  const { clusterIP } = fieldsOf(spec)
  await nested.reaches('/api/v1/namespaces/default/services/kubernetes', {
    spec: { clusterIP, ports: [{ port: 443, targetPort: 8443 }] },
  })
})

test('inside there are the nodes on which pods run, while they do', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  expect(nested.names('/nodes')).toEqual([])
  await nested.create(insidePods, podBody('web'))
  const { spec } = await nested.reaches(`${insidePods}/web`, running)
  const { nodeName } = fieldsOf(spec)
  expect(nested.names('/nodes')).toEqual([nodeName])
  const node = await nested.reaches(`/api/v1/nodes/${String(nodeName)}`, {
    metadata: { labels: { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/os': 'linux' } },
    status: { capacity: { pods: '110' } },
  })
  expect(fieldsOf(node.spec).taints).toBeUndefined()
  expect(fieldsOf(node.status).conditions).toContainEqual(
    expect.objectContaining({ type: 'Ready', status: 'True' }),
  )
  await nested.delete(`${insidePods}/web`)
  await nested.goes(`/api/v1/nodes/${String(nodeName)}`)
})

test('what the host tells of a pod is told inside, under its names there', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  await nested.create(insidePods, podBody('web'))
  await nested.reaches(`${insidePods}/web`, running)
  const told = (): string[] =>
    nested.all('/events').map(({ reason, message }) => `${String(reason)}: ${String(message)}`)
  await vi.waitFor(() => {
    expect(told()).toContain('Started: Container started')
    expect(told()).toContainEqual(
      expect.stringMatching(/^Scheduled: Successfully assigned default\/web to h-node-\d$/),
    )
  })
  expect(nested.all('/events').map(({ involvedObject }) => fieldsOf(involvedObject).name)).toEqual(
    expect.arrayContaining(['web']),
  )
})

test('a daemon runs where other pods do, and keeps no node in sight by itself', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const sets = '/apis/apps/v1/namespaces/default/daemonsets'
  const labels = { app: 'agent' }
  await nested.create(sets, {
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podBody('')['spec'] },
    },
  })
  await nested.create(insidePods, podBody('web'))
  await nested.reaches(`${sets}/agent`, { status: { desiredNumberScheduled: 1, numberReady: 1 } })
  const [agent, web] = nested.all('/pods').map(({ spec }) => fieldsOf(spec).nodeName)
  expect(agent).toBe(web)
  await nested.delete(`${insidePods}/web`)
  await vi.waitFor(() =>
    expect([nested.names('/nodes'), host.names('/pods', hostNamespace)]).toEqual([[], []]),
  )
})
