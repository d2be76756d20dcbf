import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { ClusterOptions } from '#api-mock/cluster.ts'
import { objectsOf, reach, until } from '#api-mock/controllers/test-kubelet.ts'
import { runtimeOf } from '#api-mock/kubelet/runtime.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import { issue, makeAuthority } from './issue.ts'
import type { Guest } from './guest.ts'
import type { StartSyncer } from './nested-cluster.ts'
import {
  call,
  dial,
  makePod,
  makeVirtualCluster,
  open,
  readyPod,
  scale,
  secretValues,
} from './test-virtual-cluster.ts'
import type { Calling } from './test-virtual-cluster.ts'

const encryptionKey = Buffer.alloc(32, 7)

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'nested-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

async function openHost(options: Partial<ClusterOptions> = {}): ReturnType<typeof openTestCluster> {
  const opened = await openTestCluster({
    nodes: 1,
    nodePrefix: 'c',
    pace: { start: 0, backOff: 0 },
    encryptionKey,
    ...options,
  })
  onTestFinished(() => opened.cluster.close())
  return opened
}

const namespace = { kind: 'Namespace', metadata: { name: 'inside' } }
const configMap = { kind: 'ConfigMap', metadata: { name: 'note' }, data: { text: 'hello' } }
const notes = '/api/v1/namespaces/inside/configmaps'
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const definition = {
  kind: 'CustomResourceDefinition',
  metadata: { name: 'gadgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'gadgets', singular: 'gadget', kind: 'Gadget', listKind: 'GadgetList' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
}

test('a container of the image is a whole API server of its own, reached through its pod', async () => {
  const { cluster, ask } = await openHost()
  await makeVirtualCluster(ask)
  const pod = await readyPod(cluster)
  expect((await call(cluster, pod, '/api/v1/namespaces', { method: 'POST', body: namespace })).status).toBe(
    201,
  )
  expect((await call(cluster, pod, definitions, { method: 'POST', body: definition })).status).toBe(201)
  const gadgets = '/apis/example.com/v1/namespaces/inside/gadgets'
  const gadget = { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'one' } }
  await expect
    .poll(async () => (await call(cluster, pod, gadgets, { method: 'POST', body: gadget })).status)
    .toBe(201)
  expect((await ask('GET', '/api/v1/namespaces/inside')).status).toBe(404)
  expect((await ask('GET', gadgets)).status).toBe(404)
  expect((await call(cluster, pod, '/api/v1/namespaces/web')).status).toBe(404)
})

test('whoever shows the certificate of its administrator may act as others, and whoever shows none is nobody', async () => {
  const { cluster, ask } = await openHost()
  await makeVirtualCluster(ask)
  const pod = await readyPod(cluster)
  const review = async (calling: Calling): Promise<unknown> => {
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews'
    const { body } = await call(cluster, pod, path, {
      method: 'POST',
      body: { kind: 'SelfSubjectReview' },
      ...calling,
    })
    return body.status.userInfo
  }
  expect(await review({})).toMatchObject({
    username: 'kubernetes-super-admin',
    groups: ['system:masters', 'system:authenticated'],
  })
  const headers = { 'impersonate-user': 'loft:user:ada', 'impersonate-group': 'loft:team:web' }
  expect(await review({ headers })).toMatchObject({
    username: 'loft:user:ada',
    groups: ['loft:team:web', 'system:authenticated'],
  })
  expect((await call(cluster, pod, '/api/v1/namespaces', { headers })).status).toBe(403)
  const certificate = {}
  expect((await call(cluster, pod, '/readyz', { certificate })).status).toBe(200)
  expect((await call(cluster, pod, '/api/v1/namespaces', { certificate })).status).toBe(403)
  const host = { authorization: 'Bearer admin' }
  expect((await call(cluster, pod, '/readyz', { certificate, headers: host })).status).toBe(401)
})

test('a token of its own service accounts is good, a certificate of another authority is not', async () => {
  const { cluster, ask } = await openHost()
  await makeVirtualCluster(ask)
  const pod = await readyPod(cluster)
  const accounts = '/api/v1/namespaces/default/serviceaccounts'
  await call(cluster, pod, accounts, {
    method: 'POST',
    body: { kind: 'ServiceAccount', metadata: { name: 'bot' } },
  })
  const asked = { method: 'POST', body: { kind: 'TokenRequest', spec: {} } }
  const { body } = await call(cluster, pod, `${accounts}/bot/token`, asked)
  const headers = { authorization: `Bearer ${String(body.status.token)}` }
  expect((await call(cluster, pod, '/api', { certificate: {}, headers })).status).toBe(200)
  expect((await ask('GET', '/api', { headers })).status).toBe(401)
  const stranger = await issue(
    await makeAuthority('kubernetes', new Date()),
    { name: 'O=system:masters, CN=me' },
    new Date(),
  )
  expect((await call(cluster, pod, '/readyz', { certificate: stranger })).status).toBe(401)
})

test('connections are upgraded through its pod as anywhere', async () => {
  const { cluster, ask } = await openHost()
  await makeVirtualCluster(ask)
  const pod = await readyPod(cluster)
  const socket = new WebSocket(
    'wss://dev.web.svc/api/v1/namespaces?watch=1&fieldSelector=metadata.name=inside',
    {
      createConnection: () => dial(cluster, pod),
      origin: 'https://dev.web.svc',
    },
  )
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  const message = once(socket, 'message')
  await call(cluster, pod, '/api/v1/namespaces', { method: 'POST', body: namespace })
  expect(JSON.parse(String((await message)[0]))).toMatchObject({ type: 'ADDED', object: namespace })
})

test('scaled to nothing it is closed with all its watches, and has the same objects when it comes back', async () => {
  const { cluster, ask } = await openHost({ path: join(folder(), 'host.sqlite') })
  await makeVirtualCluster(ask)
  const pod = await readyPod(cluster)
  await call(cluster, pod, '/api/v1/namespaces', { method: 'POST', body: namespace })
  const created = await call(cluster, pod, notes, { method: 'POST', body: configMap })
  const watch = await open(cluster, pod, `${notes}?watch=1`)
  const ended = new Promise((resolve) => watch.on('close', resolve))
  watch.on('error', () => undefined)
  watch.resume()
  await scale(ask, 0)
  await ended
  await until(cluster, () => objectsOf(cluster, '/pods').length === 0)
  expect(cluster.podRuntime?.find(pod)?.dial(8443)).toBeUndefined()
  const before = secretValues(cluster, 'vc-dev')
  await scale(ask, 1)
  const { body } = await call(cluster, await readyPod(cluster), `${notes}/note`)
  expect(body.metadata.uid).toBe(created.body.metadata.uid)
  expect(secretValues(cluster, 'vc-dev')).toEqual(before)
})

test('its data goes with the claim that it is on, and lasts while the program does not run', async () => {
  const path = join(folder(), 'host.sqlite')
  const files = (): string[] => readdirSync(path.replace('.sqlite', '.virtual'))
  const first = await openHost({ path })
  await makeVirtualCluster(first.ask)
  const pod = await readyPod(first.cluster)
  await call(first.cluster, pod, '/api/v1/namespaces', { method: 'POST', body: namespace })
  await first.cluster.close()
  writeFileSync(join(path.replace('.sqlite', '.virtual'), 'nobody.sqlite'), '')

  const { cluster, ask } = await openHost({ path })
  await readyPod(cluster)
  expect((await call(cluster, await readyPod(cluster), '/api/v1/namespaces/inside')).status).toBe(200)
  expect(files().filter((file) => file.startsWith('nobody'))).toEqual([])
  await scale(ask, 0)
  await ask('DELETE', '/api/v1/namespaces/web/persistentvolumeclaims/data-dev-0')
  await expect.poll(files).toEqual([])
  await scale(ask, 1)
  expect((await call(cluster, await readyPod(cluster), '/api/v1/namespaces/inside')).status).toBe(404)
})

test('two pods on one claim never have its data at once', async () => {
  const { cluster, ask } = await openHost({ path: join(folder(), 'host.sqlite') })
  await makeVirtualCluster(ask)
  const first = await readyPod(cluster)
  await call(cluster, first, '/api/v1/namespaces', { method: 'POST', body: namespace })
  await makePod(ask, 'second', { persistentVolumeClaim: { claimName: 'data-dev-0' } })
  const second = await reach(cluster, '/pods', 'second', { status: { phase: 'Running' } })
  expect(second.status).toMatchObject({ containerStatuses: [{ ready: false, restartCount: 0 }] })
  expect(cluster.podRuntime?.find(second)?.dial(8443)).toBeUndefined()
  await scale(ask, 0)
  expect((await call(cluster, await readyPod(cluster, 'second'), '/api/v1/namespaces/inside')).status).toBe(
    200,
  )
})

test('without a claim its data lasts over a restart of the container, and goes with the pod', async () => {
  const path = join(folder(), 'host.sqlite')
  const { cluster, ask } = await openHost({ path })
  await makeVirtualCluster(ask, { isStateful: false })
  await makePod(ask, 'dev-0', { emptyDir: {} })
  const pod = await readyPod(cluster)
  await call(cluster, pod, '/api/v1/namespaces', { method: 'POST', body: namespace })
  runtimeOf(cluster)?.exit(pod, 'syncer', 2)
  await reach(cluster, '/pods', 'dev-0', {
    status: { containerStatuses: [{ ready: true, restartCount: 1 }] },
  })
  expect((await call(cluster, await readyPod(cluster), '/api/v1/namespaces/inside')).status).toBe(200)
  await ask('DELETE', '/api/v1/namespaces/web/pods/dev-0')
  await expect.poll(() => readdirSync(path.replace('.sqlite', '.virtual'))).toEqual([])
})

test('its Secrets are written again where they are deleted, with new certificates where these are gone', async () => {
  const { cluster, ask } = await openHost()
  await makeVirtualCluster(ask)
  const pod = await readyPod(cluster)
  const secrets = '/api/v1/namespaces/web/secrets'
  const { body } = await ask('GET', `${secrets}/vc-dev`)
  const service = (await ask('GET', '/api/v1/namespaces/web/services/dev')).body.metadata
  expect(body.metadata.ownerReferences).toMatchObject([{ kind: 'Service', name: 'dev', uid: service.uid }])
  const old = secretValues(cluster, 'vc-dev')
  await ask('DELETE', `${secrets}/vc-dev`)
  await until(cluster, () => secretValues(cluster, 'vc-dev') !== undefined)
  expect(secretValues(cluster, 'vc-dev')).toEqual(old)
  await ask('DELETE', `${secrets}/dev-certs`)
  await until(
    cluster,
    () => secretValues(cluster, 'vc-dev')?.['client-certificate'] !== old?.['client-certificate'],
  )
  await expect.poll(async () => (await call(cluster, pod, '/api')).status).toBe(200)
})

test('certificates that end soon are made anew at the next start, by the same authority', async () => {
  const path = join(folder(), 'host.sqlite')
  const first = await openHost({ path })
  await makeVirtualCluster(first.ask)
  await readyPod(first.cluster)
  const before = secretValues(first.cluster, 'vc-dev')
  await first.cluster.close()
  const { cluster } = await openHost({ path, clock: () => new Date(Date.now() + 340 * 86_400_000) })
  await until(cluster, () => secretValues(cluster, 'vc-dev')?.config !== before?.config)
  const after = secretValues(cluster, 'vc-dev')
  expect(after?.['certificate-authority']).toBe(before?.['certificate-authority'])
  expect(after?.['client-certificate']).not.toBe(before?.['client-certificate'])
})

test('it does on its host what its service account may, and no more', async () => {
  const { cluster, ask, watch } = await openHost()
  await makeVirtualCluster(ask, { mayWriteSecrets: false })
  const { status } = await reach(cluster, '/pods', 'dev-0', {
    status: { containerStatuses: [{ ready: false, restartCount: 1 }] },
  })
  expect(status).toMatchObject({ phase: 'Running' })
  expect(secretValues(cluster, 'vc-dev')).toBeUndefined()
  const log = await watch('/api/v1/namespaces/web/pods/dev-0/log?previous=true', AbortSignal.timeout(5000))
  const { value } = await log.next()
  expect(value).toContain('secrets "dev-certs" is forbidden')
})

test('it is not ready before its syncer is at work, and starts again when that fails', async () => {
  const starts: Guest[] = []
  let stops = 0
  const startSyncer: StartSyncer = async (guest) => {
    starts.push(guest)
    await Promise.resolve()
    if (starts.length === 1) throw new Error('no luck')
    return { podRuntime: { find: () => undefined }, stop: () => (stops += 1) }
  }
  const reported: unknown[] = []
  const { cluster, ask } = await openHost({ startSyncer, report: (error) => reported.push(error) })
  await makeVirtualCluster(ask)
  const pod = await readyPod(cluster)
  expect(starts).toMatchObject([
    { name: 'dev', namespace: 'web', config: 'sync: {}\n' },
    { name: 'dev', namespace: 'web', pod: { metadata: { name: 'dev-0' } } },
  ])
  expect(reported).toMatchObject([{ message: 'virtual cluster web/dev: no luck' }])
  expect(pod.status).toMatchObject({ containerStatuses: [{ restartCount: 1 }] })
  await scale(ask, 0)
  await until(cluster, () => objectsOf(cluster, '/pods').length === 0)
  await expect.poll(() => stops).toBe(1)
})
