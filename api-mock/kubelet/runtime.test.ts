import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test, vi } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods as definition } from '#api-mock/builtin/pods.ts'
import type { Cluster, ClusterOptions } from '#api-mock/cluster.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import { readRedis } from './dial.ts'
import { runtimeOf } from './runtime.ts'

const open: Cluster[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
})

const namespace = '/api/v1/namespaces/default'

async function start(options: Partial<ClusterOptions> = {}) {
  const { ask, cluster } = await openTestCluster({
    nodes: 1,
    nodePrefix: 'c',
    pace: { start: 0, backOff: 0 },
    ...options,
  })
  open.push(cluster)
  const runtime = runtimeOf(cluster)
  if (runtime === undefined) throw new Error('the cluster runs no pods')
  const run = async (name: string, spec: JsonObject): Promise<KubeObject> => {
    await ask('POST', `${namespace}/pods`, { body: { metadata: { name, labels: { app: name } }, spec } })
    return await vi.waitFor(() => {
      const stored = cluster.store.get('/pods', 'default', name)
      expect(stored?.text).toContain('"phase":"Running"')
      if (stored === undefined) throw new Error('the pod is gone')
      return toObject(definition, stored)
    })
  }
  return { ask, cluster, runtime, run }
}

test('a running container has the environment and the files that its pod gives it', async () => {
  const { ask, runtime, run } = await start()
  const post = (kind: string, body: unknown): Promise<unknown> =>
    ask('POST', `${namespace}/${kind}`, { body })
  await post('configmaps', { metadata: { name: 'settings' }, data: { MODE: 'fast', 'app.conf': 'a=1\n' } })
  await post('secrets', {
    metadata: { name: 'keys' },
    data: { key: Buffer.from('s3cret').toString('base64') },
  })
  const pod = await run('web', {
    containers: [
      {
        name: 'main',
        image: 'nginx',
        envFrom: [{ configMapRef: { name: 'settings' }, prefix: 'S_' }],
        env: [
          { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'key' } } },
          { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'BOTH', value: '$(POD)/$(S_MODE) $(NONE) $$' },
        ],
        volumeMounts: [
          { name: 'conf', mountPath: '/etc/app/' },
          { name: 'info', mountPath: '/etc/info' },
          { name: 'conf', mountPath: '/app.conf', subPath: 'app.conf' },
          { name: 'none', mountPath: '/data' },
        ],
      },
    ],
    volumes: [
      {
        name: 'conf',
        projected: { sources: [{ configMap: { name: 'settings' } }, { secret: { name: 'keys' } }] },
      },
      {
        name: 'info',
        downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] },
      },
      { name: 'none', emptyDir: {} },
    ],
  })
  const { env, files, hostname, mounts } = runtime.find(pod, 'main') ?? {
    env: new Map(),
    files: new Map(),
    hostname: '',
    mounts: [],
  }
  expect(hostname).toBe('web')
  expect(Object.fromEntries(env)).toMatchObject({
    S_MODE: 'fast',
    KEY: 's3cret',
    POD: 'web',
    BOTH: 'web/fast $(NONE) $',
  })
  expect(files.get('/etc/app/app.conf')).toBe('a=1\n')
  expect(files.get('/etc/app/key')).toBe('s3cret')
  expect(files.get('/etc/info/labels')).toBe('app="web"')
  expect(files.get('/usr/share/nginx/html/index.html')).toContain('Welcome to nginx!')
  expect(mounts).toEqual(['/etc/app/', '/etc/info', '/data', expect.stringMatching(/serviceaccount$/)])
  expect(runtime.find(pod, 'none')).toBeUndefined()
})

test('the token in a pod is that of its account, as long as there is the pod', async () => {
  const { ask, runtime, run } = await start()
  await ask('POST', `${namespace}/serviceaccounts`, { body: { metadata: { name: 'robot' } } })
  const pod = await run('web', {
    serviceAccountName: 'robot',
    containers: [{ name: 'main', image: 'nginx' }],
  })
  const token = runtime.find(pod, 'main')?.files.get('/var/run/secrets/kubernetes.io/serviceaccount/token')
  const review = () =>
    ask('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      headers: { authorization: `Bearer ${token}` },
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    })
  expect((await review()).body.status).toMatchObject({
    userInfo: {
      username: 'system:serviceaccount:default:robot',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/pod-name': ['web'] },
    },
  })
  await ask('DELETE', `${namespace}/pods/web?gracePeriodSeconds=0`)
  expect((await review()).status).toBe(401)
})

function dialled(connection: Duplex | undefined): Duplex {
  if (connection === undefined) throw new Error('refused')
  return connection
}

test('what a container serves can be reached, and is noted in its log', async () => {
  const ahead = Date.UTC(2031, 0, 2) - Date.now()
  const { runtime, run } = await start({ clock: () => new Date(Date.now() + ahead) })
  const pod = await run('web', { containers: [{ name: 'main', image: 'nginx' }] })
  const connection = dialled(runtime.dial(pod, 80))
  connection.write('GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\nUser-Agent: curl/8\r\n\r\n')
  expect(await text(connection)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*Welcome to nginx!/s)
  const noted = runtime.output.read({ uid: pod.metadata.uid ?? '', container: 'main', restart: 0 })
  expect(noted.map((line) => line.text)).toEqual([
    expect.stringMatching(/\[02\/Jan\/2031:.*"GET \/ HTTP\/1\.1" 200 \d+ "-" "curl\/8"/),
  ])
  expect(runtime.dial(pod, 81)).toBeUndefined()
})

test('a redis answers, and goes with its pod', async () => {
  const { ask, runtime, run } = await start()
  const pod = await run('cache', {
    containers: [{ name: 'main', image: 'redis', ports: [{ containerPort: 6379 }] }],
  })
  const connection = dialled(runtime.dial(pod, 6379))
  connection.write('*1\r\n$4\r\nPING\r\n')
  expect(String((await once(connection, 'data'))[0])).toBe('+PONG\r\n')
  connection.destroy()
  const ended = runtime.ended(pod)
  await ask('DELETE', `${namespace}/pods/cache`)
  await vi.waitFor(() => expect(ended.aborted).toBe(true))
})

test('a command of a redis client is read when all of it is there', () => {
  expect(readRedis('*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\nrest')).toEqual({ words: ['ECHO', 'hi'], length: 22 })
  expect(readRedis('*2\r\n$4\r\nECHO\r\n$2\r\nh')).toBeUndefined()
  expect(readRedis('PING\r\n')).toEqual({ words: ['PING'], length: 6 })
})

test('who ends the main process of a container ends the container', async () => {
  const { cluster, runtime, run } = await start()
  const pod = await run('shell', {
    restartPolicy: 'Never',
    containers: [{ name: 'main', image: 'busybox', stdin: true }],
  })
  runtime.exit(pod, 'main', 5)
  await vi.waitFor(() =>
    expect(cluster.store.get('/pods', 'default', 'shell')?.text).toContain('"exitCode":5'),
  )
})
