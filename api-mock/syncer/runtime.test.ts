import { expect, test, vi } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import type { PodRuntime } from '#api-mock/streaming/runtime.ts'
import { hostNamespace, hostPods, insidePods, openHost, openNested, podBody } from './test-guest.ts'
import type { Nested } from './test-guest.ts'

const running = { status: { phase: 'Running' } }

/** Runs a command in a pod inside, as `kubectl exec` does, and returns what it prints. */
async function exec(nested: Nested, pod: KubeObject, ...command: string[]): Promise<string> {
  const runtime: PodRuntime | undefined = nested.cluster.podRuntime
  const process = runtime?.find(pod)?.container('main')?.exec({ command, stdin: false, tty: false })
  if (process === undefined) throw new Error('the container does not run')
  let text = ''
  for await (const { bytes } of process.output) text += Buffer.from(bytes).toString()
  return text
}

test('the log of a pod inside is that of its containers on the host', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const command = ['sh', '-c', 'echo hello; sleep 3600']
  await nested.create(insidePods, podBody('web', { image: 'busybox', command }))
  await nested.reaches(`${insidePods}/web`, running)
  expect(await nested.text(`${insidePods}/web/log`)).toBe('hello\n')
  await expect(nested.text(`${insidePods}/web/log?previous=true`)).rejects.toThrow(
    String.raw`previous terminated container \"main\" in pod \"web\" not found`,
  )
})

test('who follows a log inside hears what is said on the host, until the pod ends', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  await nested.create(insidePods, podBody('web'))
  const pod = await nested.reaches(`${insidePods}/web`, running)
  const followed = nested.text(`${insidePods}/web/log?follow=true`)
  const socket = nested.syncing().podRuntime.find(pod)?.dial(80)
  if (socket === undefined) throw new Error('nothing listens')
  socket.end('GET /missing HTTP/1.1\r\nhost: web\r\nconnection: close\r\n\r\n')
  for await (const _piece of socket);
  await nested.delete(`${insidePods}/web`)
  expect(await followed).toContain('"GET /missing HTTP/1.1" 404')
})

test('a command sees the pod as it is inside', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const field = (name: string, fieldPath: string): object => ({
    name,
    valueFrom: { fieldRef: { fieldPath } },
  })
  await nested.create('/api/v1/namespaces/default/configmaps', {
    metadata: { name: 'settings' },
    data: { colour: 'red' },
  })
  await nested.create('/api/v1/namespaces/default/secrets', {
    metadata: { name: 'key' },
    stringData: { word: 'sesame' },
  })
  await nested.create('/api/v1/namespaces/default/services', {
    metadata: { name: 'my-db' },
    spec: { ports: [{ port: 5432 }] },
  })
  const service = await host.reaches(`/api/v1/namespaces/${hostNamespace}/services/my-db-x-default-x-blue`, {
    kind: 'Service',
  })
  const env = [
    field('NAME', 'metadata.name'),
    field('SPACE', 'metadata.namespace'),
    field('ID', 'metadata.uid'),
    field('APP', "metadata.labels['app']"),
    field('RELEASE', "metadata.labels['release']"),
    field('ACCOUNT', 'spec.serviceAccountName'),
    { name: 'COLOUR', valueFrom: { configMapKeyRef: { name: 'settings', key: 'colour' } } },
  ]
  const volumes = [{ name: 'key', secret: { secretName: 'key' } }]
  const volumeMounts = [{ name: 'key', mountPath: '/key' }]
  await nested.create(insidePods, {
    ...podBody('web', { env, volumeMounts }, { volumes }),
    metadata: { name: 'web', labels: { app: 'web', release: 'one' } },
  })
  const pod = await nested.reaches(`${insidePods}/web`, running)
  const shown = await exec(nested, pod, 'env')
  const own = await host.reaches(`/api/v1/namespaces/${hostNamespace}/services/blue`, { kind: 'Service' })
  const clusterIP = String(fieldsOf(own.spec).clusterIP)
  for (const line of [
    'NAME=web',
    'SPACE=default',
    `ID=${pod.metadata.uid ?? ''}`,
    'APP=web',
    'RELEASE=one',
    'ACCOUNT=default',
    'COLOUR=red',
    'HOSTNAME=web',
    `KUBERNETES_SERVICE_HOST=${clusterIP}`,
    `MY_DB_SERVICE_HOST=${String(fieldsOf(service.spec).clusterIP)}`,
  ]) {
    expect(shown.split('\n')).toContain(line)
  }
  expect(shown).not.toContain('BLUE_SERVICE_HOST')
  expect(await exec(nested, pod, 'hostname')).toBe('web\n')
  expect(await exec(nested, pod, 'cat', '/key/word')).toBe('sesame')
})

test('a pod has the token of its account inside, which its API server knows', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  await nested.create(insidePods, podBody('web'))
  const pod = await nested.reaches(`${insidePods}/web`, running)
  const folder = '/var/run/secrets/kubernetes.io/serviceaccount'
  const token = await exec(nested, pod, 'cat', `${folder}/token`)
  expect(nested.cluster.userOf(token)?.username).toBe('system:serviceaccount:default:default')
  expect(host.cluster.userOf(token)).toBeUndefined()
  expect(await exec(nested, pod, 'cat', `${folder}/namespace`)).toBe('default')
})

test('a connection leads to what listens on the host', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  await nested.create(insidePods, podBody('web'))
  const pod = await nested.reaches(`${insidePods}/web`, running)
  const socket = await vi.waitFor(() => {
    const dialled = nested.syncing().podRuntime.find(pod)?.dial(80)
    if (dialled === undefined) throw new Error('nothing listens yet')
    return dialled
  })
  socket.end('GET / HTTP/1.1\r\nhost: web\r\nconnection: close\r\n\r\n')
  let text = ''
  for await (const piece of socket) text += String(piece)
  expect(text).toMatch(/^HTTP\/1.1 200 OK/)
})

test('a container that is added to debug a pod runs on the host', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  await nested.create(insidePods, podBody('web'))
  await nested.reaches(`${insidePods}/web`, running)
  const debug = { name: 'debug', image: 'busybox', command: ['sh'], stdin: true, tty: true }
  await nested.patch(`${insidePods}/web/ephemeralcontainers`, { spec: { ephemeralContainers: [debug] } })
  const pod = await nested.reaches(`${insidePods}/web`, {
    status: { ephemeralContainerStatuses: [{ name: 'debug', state: { running: {} } }] },
  })
  expect(nested.syncing().podRuntime.find(pod)?.container('debug')).toBeDefined()
})

test('what may change of a pod changes on the host, and what others put there stays', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const there = `${hostPods}/web-x-default-x-blue`
  await nested.create(insidePods, { ...podBody('web'), metadata: { name: 'web', labels: { old: 'yes' } } })
  await nested.reaches(`${insidePods}/web`, running)
  await host.patch(there, { metadata: { labels: { theirs: 'yes' } } })
  await nested.patch(`${insidePods}/web`, {
    metadata: { labels: { old: null, new: 'yes' } },
    spec: { containers: [{ name: 'main', image: 'nginx:1.29' }] },
  })
  const { metadata } = await host.reaches(there, {
    metadata: { labels: { new: 'yes', theirs: 'yes' } },
    spec: { containers: [{ image: 'nginx:1.29' }] },
  })
  expect(metadata.labels).not.toHaveProperty('old')
  await nested.patch('/api/v1/namespaces/default', { metadata: { labels: { tier: 'front' } } })
  await vi.waitFor(async () => {
    const { labels = {} } = (await host.ask('GET', there)).body.metadata
    expect(Object.entries(labels)).toContainEqual([
      expect.stringMatching(/^vcluster\.loft\.sh\/ns-label-blue-x-[0-9a-f]{10}$/),
      'front',
    ])
  })
})

test('a readiness gate that somebody opens inside lets the pod be ready', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  const readinessGates = [{ conditionType: 'example.io/open' }]
  await nested.create(insidePods, podBody('web', {}, { readinessGates }))
  await nested.reaches(`${insidePods}/web`, running)
  await nested.patch(`${insidePods}/web/status`, {
    status: { conditions: [{ type: 'example.io/open', status: 'True' }] },
  })
  await nested.reaches(`${insidePods}/web`, {
    status: {
      conditions: expect.arrayContaining([expect.objectContaining({ type: 'Ready', status: 'True' })]),
    },
  })
})

test('what the host measures of a pod is told inside', async () => {
  const host = await openHost()
  const nested = await openNested(host)
  await nested.create(insidePods, podBody('web', { resources: { requests: { cpu: '100m' } } }))
  await nested.reaches(`${insidePods}/web`, running)
  const metrics = '/apis/metrics.k8s.io/v1beta1'
  const { body } = await nested.ask('GET', `${metrics}/namespaces/default/pods`)
  const there = await host.ask('GET', `${metrics}/namespaces/${hostNamespace}/pods/web-x-default-x-blue`)
  expect(body.items).toMatchObject([
    { metadata: { name: 'web', namespace: 'default' }, containers: [{ name: 'main' }] },
  ])
  expect(Object(there.body).containers).toMatchObject([
    { name: 'main', usage: { cpu: expect.stringMatching(/n$/) } },
  ])
  expect((await nested.ask('GET', `${metrics}/nodes`)).body.items).toHaveLength(1)
})
