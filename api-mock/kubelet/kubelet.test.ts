import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import type { Answered, Reply } from '#api-mock/test-cluster.ts'

const open: Cluster[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
})

const namespace = '/api/v1/namespaces/default'
const pods = `${namespace}/pods`

async function start(options: Parameters<typeof openTestCluster>[0] = {}) {
  const opened = await openTestCluster({
    nodes: 2,
    nodePrefix: 'c',
    pace: { start: 0, backOff: 0 },
    ...options,
  })
  open.push(opened.cluster)
  const { ask } = opened
  const create = (name: string, container: JsonObject = {}, spec: JsonObject = {}): Promise<Reply> =>
    ask('POST', pods, {
      body: {
        metadata: { name },
        spec: { containers: [{ name: 'main', image: 'nginx', ...container }], ...spec },
      },
    })
  const read = async (name: string): Promise<Answered> => (await ask('GET', `${pods}/${name}`)).body
  const reaches = (name: string, status: JsonObject): Promise<void> =>
    vi.waitFor(async () => expect((await read(name)).status).toMatchObject(status))
  const eventsOf = async (name: string): Promise<string[]> => {
    const { items } = (await ask('GET', `${namespace}/events?fieldSelector=involvedObject.name=${name}`)).body
    return items.map(({ reason, message }) => `${String(reason)}: ${String(message)}`)
  }
  return { ...opened, create, read, reaches, eventsOf }
}

const sh = (text: string): JsonObject => ({ image: 'busybox', command: ['sh', '-c', text] })
const states = (...list: JsonObject[]): JsonObject => ({ containerStatuses: list })

test('a pod is pulled, created, started and ready, and tells of it', async () => {
  const { create, read, reaches, eventsOf } = await start()
  await create('web', { readinessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 5 } })
  await reaches('web', { phase: 'Running', podIP: '10.244.1.2', hostIP: '172.18.0.3' })
  const { status } = await read('web')
  expect(status).toMatchObject(
    states({ ready: true, started: true, restartCount: 0, image: 'docker.io/library/nginx:latest' }),
  )
  const conditions = status.conditions as { type: string; status: string }[]
  expect(Object.fromEntries(conditions.map((each) => [each.type, each.status]))).toEqual({
    PodReadyToStartContainers: 'True',
    Initialized: 'True',
    Ready: 'True',
    ContainersReady: 'True',
    PodScheduled: 'True',
  })
  await vi.waitFor(async () =>
    expect((await eventsOf('web')).toSorted()).toEqual([
      'Created: Container created',
      expect.stringMatching(/^Pulled: Successfully pulled image "nginx" in .* Image size: \d+ bytes\.$/),
      'Pulling: Pulling image "nginx"',
      'Scheduled: Successfully assigned default/web to c-node-1',
      'Started: Container started',
    ]),
  )
})

test('a pod that starts as slowly as elsewhere is seen on its way', async () => {
  const { create, reaches } = await start({ pace: { start: 0.05 } })
  await create('web')
  await reaches('web', {
    phase: 'Pending',
    ...states({ state: { waiting: { reason: 'ContainerCreating' } } }),
  })
  await reaches('web', { phase: 'Running' })
})

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  ['that succeeds', sh('exit 0'), { restartPolicy: 'Never' }, { phase: 'Succeeded' }],
  [
    'that fails',
    sh('exit 3'),
    { restartPolicy: 'Never' },
    { phase: 'Failed', ...states({ state: { terminated: { exitCode: 3, reason: 'Error' } } }) },
  ],
  [
    'with an init container that fails',
    {},
    { restartPolicy: 'Never', initContainers: [{ name: 'first', ...sh('exit 1') }] },
    { phase: 'Failed', ...states({ state: { waiting: { reason: 'PodInitializing' } } }) },
  ],
  [
    'with init containers and a sidecar',
    {},
    {
      initContainers: [
        { name: 'side', image: 'acme/proxy', restartPolicy: 'Always' },
        { name: 'first', ...sh('true') },
      ],
    },
    {
      phase: 'Running',
      initContainerStatuses: [
        { ready: true, state: { running: {} } },
        { state: { terminated: { exitCode: 0 } } },
      ],
    },
  ],
  [
    'whose sidecar is left when it is done',
    sh('exit 0'),
    {
      restartPolicy: 'OnFailure',
      initContainers: [{ name: 'side', image: 'acme/proxy', restartPolicy: 'Always' }],
    },
    { phase: 'Succeeded', initContainerStatuses: [{ state: { terminated: {} } }] },
  ],
  [
    'that crashes again and again',
    { image: 'acme/crash' },
    {},
    states({ restartCount: 2, lastState: { terminated: { exitCode: 1, reason: 'Error' } } }),
  ],
  [
    'whose image is missing',
    { image: 'nginx:broken' },
    {},
    { phase: 'Pending', ...states({ state: { waiting: { reason: 'ImagePullBackOff' } } }) },
  ],
  [
    'whose image is no name',
    { image: 'Nginx' },
    {},
    states({ state: { waiting: { reason: 'InvalidImageName' } } }),
  ],
  [
    'that is never ready',
    { image: 'acme/never-ready', readinessProbe: { httpGet: { port: 80 } } },
    {},
    { phase: 'Running', ...states({ ready: false, started: true }) },
  ],
  [
    'that stops answering',
    { image: 'acme/hanging', livenessProbe: { httpGet: { port: 80 } } },
    {},
    states({ restartCount: 1 }),
  ],
])('a pod %s', async (_what, container, spec, status) => {
  const { create, reaches } = await start()
  await create('pod', container, spec)
  await vi.waitFor(() => reaches('pod', status), { timeout: 5000 })
})

test('a crashing container is waited for longer each time', async () => {
  const { create, reaches, eventsOf } = await start({ pace: { start: 0 } })
  await create('pod', sh('exit 1'))
  await reaches('pod', states({ restartCount: 1, state: { waiting: { reason: 'CrashLoopBackOff' } } }))
  await vi.waitFor(async () =>
    expect(await eventsOf('pod')).toContainEqual(
      expect.stringMatching(/^BackOff: Back-off restarting failed container main in pod pod_default\(.*\)$/),
    ),
  )
})

test('a pod waits for what it refers to, and for nothing longer', async () => {
  const { ask, create, reaches, eventsOf } = await start()
  await create('env', { envFrom: [{ configMapRef: { name: 'settings' } }] })
  await create('volume', {}, { volumes: [{ name: 'v', secret: { secretName: 'keys' } }] })
  await create('optional', {
    env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'no', key: 'a', optional: true } } }],
  })
  await reaches('optional', { phase: 'Running' })
  const message = 'configmap "settings" not found'
  await reaches('env', states({ state: { waiting: { reason: 'CreateContainerConfigError', message } } }))
  await reaches('volume', states({ state: { waiting: { reason: 'ContainerCreating' } } }))
  await vi.waitFor(async () =>
    expect(await eventsOf('volume')).toContain(
      'FailedMount: MountVolume.SetUp failed for volume "v" : secret "keys" not found',
    ),
  )
  await ask('POST', `${namespace}/configmaps`, { body: { metadata: { name: 'settings' } } })
  await reaches('env', { phase: 'Running' })
  await ask('POST', `${namespace}/secrets`, { body: { metadata: { name: 'keys' } } })
  await reaches('volume', { phase: 'Running' })
})

test('a deleted pod ends in its own time, but not later than its grace', async () => {
  const { ask, create, reaches, read } = await start()
  await create('polite')
  await create('deaf', sh('sleep 3600'))
  await reaches('polite', { phase: 'Running' })
  await reaches('deaf', { phase: 'Running' })
  await ask('DELETE', `${pods}/polite`)
  await vi.waitFor(async () => expect((await read('polite')).reason).toBe('NotFound'))
  await ask('DELETE', `${pods}/deaf?gracePeriodSeconds=1`)
  expect((await read('deaf')).metadata.deletionGracePeriodSeconds).toBe(1)
  await vi.waitFor(async () => expect((await read('deaf')).reason).toBe('NotFound'), { timeout: 3000 })
})

test('a grace beyond all time does not keep a pod from being deleted', async () => {
  const { ask, create, reaches, read } = await start()
  await create('patient', {}, { terminationGracePeriodSeconds: Number.MAX_SAFE_INTEGER })
  await reaches('patient', { phase: 'Running' })
  const { status, body } = await ask('DELETE', `${pods}/patient`)
  expect(status).toBe(200)
  expect(body.metadata.deletionTimestamp).toBe('9999-12-31T23:59:59Z')
  await vi.waitFor(async () => expect((await read('patient')).reason).toBe('NotFound'))
})

test('a pod may not run longer than it says', async () => {
  const { create, reaches } = await start()
  await create('pod', sh('sleep 3600'), { activeDeadlineSeconds: 1, restartPolicy: 'Never' })
  await vi.waitFor(() => reaches('pod', { phase: 'Failed', reason: 'DeadlineExceeded' }), { timeout: 3000 })
})

test('an ephemeral container joins a running pod', async () => {
  const { create, reaches, cluster, ask } = await start()
  await create('web')
  await reaches('web', { phase: 'Running' })
  const { body } = await ask('GET', `${pods}/web`)
  await cluster.store.write((transaction) => {
    const spec = { ...body.spec, ephemeralContainers: [{ name: 'debug', image: 'busybox', stdin: true }] }
    transaction.put('/pods', 'default', 'web', { metadata: body.metadata, spec, status: body.status })
  })
  await reaches('web', { ephemeralContainerStatuses: [{ name: 'debug', state: { running: {} } }] })
})

test('pods go on when what could not be stored for a while can be stored again', async () => {
  let full = false
  const reported: unknown[] = []
  const { create, reaches } = await start({
    beforeCommit: () => (full ? Promise.reject(new Error('disk full')) : Promise.resolve()),
    report: (error) => {
      reported.push(error)
      full = false
    },
  })
  await create('first')
  await reaches('first', { phase: 'Running' })
  await create('second')
  full = true
  await vi.waitFor(() => expect(reported.length).toBeGreaterThan(0))
  await vi.waitFor(() => reaches('second', { phase: 'Running' }), { timeout: 4000 })
})

test('a cluster that starts anew finds its pods as they were, and goes on with them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubelet-'))
  const options = { path: join(folder, 'c.sqlite'), encryptionKey: randomBytes(32) }
  try {
    const first = await start(options)
    await first.create('web')
    await first.create('short', sh('sleep 2; exit 4'), { restartPolicy: 'Never' })
    await first.reaches('web', { phase: 'Running' })
    await first.reaches('short', { phase: 'Running' })
    const before = await first.read('web')
    await first.cluster.close()
    const second = await start(options)
    await vi.waitFor(() => second.reaches('short', { phase: 'Failed' }), { timeout: 4000 })
    expect((await second.read('web')).metadata.resourceVersion).toBe(before.metadata.resourceVersion)
    await second.create('next')
    await second.reaches('next', { phase: 'Running' })
    expect((await second.read('next')).status.podIP).not.toBe(before.status.podIP)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
