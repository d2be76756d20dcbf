import type { IncomingHttpHeaders } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listening, startHostCluster, type HostCluster } from '#e2e/support/pod-forward.ts'
import { keyOf, startGateway, virtualCluster } from '#e2e/support/gateway.ts'
import { openRaw, within } from '#e2e/support/raw.ts'
import { agreement, handshake } from '#e2e/support/upgrades.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { askUpgrade } from '#server/cluster/upgrade.ts'
import { openVirtualClusters, type VirtualClusters } from '#server/cluster/virtual-clusters.ts'
import { makeAuthority, makeServerCertificate, type KeyPair } from '#server/tls.ts'

/** A virtual cluster is reached by a port-forward to its pod, as who its Secret lets us be, and is who it says. */

const hosted = { cluster: 'east', namespace: 'web-v-dev', name: 'dev' }
const secretPath = '/host/api/v1/namespaces/web-v-dev/secrets/vc-dev'
const podPath = '/host/api/v1/namespaces/web-v-dev/pods/dev-0'

let host: HostCluster
let virtual: { server: Server; authority: KeyPair; seen: string[]; heads: IncomingHttpHeaders[] }
let clusters: VirtualClusters
let failures: unknown[]
/** How the host is reached; undefined while it is not. */
let connected: Connection | undefined
beforeEach(async () => {
  host = await startHostCluster()
  connected = host.connection
  failures = []
  virtual = await startVirtual(['dev.web-v-dev.svc'])
  await place(virtual.authority)
  clusters = openVirtualClusters({
    connectionOf: (name) => (name === 'east' ? connected : undefined),
    failed: (error) => failures.push(error),
  })
})
afterEach(async () => {
  await clusters.stop()
  virtual.server.closeAllConnections()
  virtual.server.close()
  await host.close()
})

/** An API server under an authority of its own, that notes who comes. */
async function startVirtual(names: string[]): Promise<typeof virtual> {
  const authority = await makeAuthority('virtual')
  const seen: string[] = []
  const heads: IncomingHttpHeaders[] = []
  const pair = await makeServerCertificate(authority, names)
  const server = createServer(
    { ...pair, ca: authority.cert, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      heads.push(request.headers)
      const subject = (request.socket as TLSSocket).getPeerCertificate().subject as
        | { CN?: string }
        | undefined
      seen.push(`${request.headers.host} ${request.url} as ${subject?.CN}`)
      if (request.url === '/unauthorized') response.statusCode = 401
      if (request.url?.startsWith('/silent') === true) response.flushHeaders()
      else response.end('{}')
    },
  )
  server.on('upgrade', (request, socket) => {
    heads.push(request.headers)
    socket.on('error', () => socket.destroy())
    socket.write(agreement())
    socket.pipe(socket)
  })
  host.target = await listening(server)
  return { server, authority, seen, heads }
}

const encode = (text: string): string => Buffer.from(text).toString('base64')

/** Puts the Secret, with a client certificate, and the pod. */
async function place(authority: KeyPair, resourceVersion = '1'): Promise<void> {
  const client = await makeServerCertificate(authority, ['us'])
  host.objects.set(secretPath, {
    metadata: { name: 'vc-dev', uid: 'a', resourceVersion },
    data: {
      config: encode('an address that nobody looks at'),
      'certificate-authority': encode(authority.cert),
      'client-certificate': encode(client.cert),
      'client-key': encode(client.key),
    },
  })
  ready()
}

function ready(status = 'True'): void {
  const conditions = [{ type: 'Ready', status }]
  host.objects.set(podPath, { metadata: { name: 'dev-0' }, status: { phase: 'Running', conditions } })
}

async function ask(connection: Connection, path: string) {
  const { statusCode, body } = await within(
    connection.dispatcher.request({ origin: connection.origin, path, method: 'GET' }),
    'an answer',
  )
  await body.dump()
  // A socket is free for the next request a turn after its answer.
  await new Promise(setImmediate)
  return statusCode
}

test('is asked by name, with the client certificate, over one tunnel that stays', async () => {
  const connection = await clusters.connectionTo(hosted)
  expect(connection).toMatchObject({ origin: 'https://dev.web-v-dev.svc', authorization: undefined })
  for (const path of ['/api', '/apis']) expect(await ask(connection, path)).toBe(200)
  expect(virtual.seen).toEqual(['dev.web-v-dev.svc /api as us', 'dev.web-v-dev.svc /apis as us'])
  expect(host.forwardings).toHaveLength(1)
  expect(host.forwardings[0]?.data.get('port')).toBe('8443')
})

test('is read once, also for many at once', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => clusters.connectionTo(hosted)))
  expect(new Set(all).size).toBe(1)
  expect(await clusters.connectionTo(hosted)).toBe(all[0])
  expect(host.asked.toSorted()).toEqual([`GET ${podPath}`, `GET ${secretPath}`])
})

test('an upgrade takes a tunnel of its own, which outlives the wait for it', async () => {
  const connection = await clusters.connectionTo(hosted)
  const headers = { host: 'x', connection: 'Upgrade', upgrade: 'websocket' }
  const waiting = new AbortController()
  const asked = { method: 'GET', path: '/exec', headers }
  const { socket } = await askUpgrade(connection, asked, waiting.signal)
  waiting.abort()
  socket.write('hello')
  const heard = await within(new Promise((resolve) => socket.once('data', resolve)), 'an echo')
  expect(String(heard)).toBe('hello')
  socket.destroy()
  await vi.waitUntil(() => host.forwardings[0]?.socket.destroyed)
})

test.each([
  ['no Secret', () => host.objects.delete(secretPath), 'vcluster secret not found'],
  ['an empty Secret', () => host.objects.set(secretPath, { metadata: {} }), 'vcluster secret not found'],
  ['no pod', () => host.objects.delete(podPath), 'no ready pod for virtual cluster dev'],
  ['a pod that is not ready', () => ready('False'), 'no ready pod for virtual cluster dev'],
])('with %s it says so, and whoever comes back later gets through', async (_, take, message) => {
  take()
  await expect(clusters.connectionTo(hosted)).rejects.toMatchObject({
    code: 503,
    message: expect.stringContaining(message),
    status: { details: { retryAfterSeconds: 1 } },
  })
  await place(virtual.authority)
  expect(await ask(await clusters.connectionTo(hosted), '/api')).toBe(200)
  expect(failures).toEqual([])
})

test('a cluster that is not connected is 503', async () => {
  const elsewhere = { ...hosted, cluster: 'west' }
  await expect(clusters.connectionTo(elsewhere)).rejects.toMatchObject({ code: 503 })
})

test('with its host it is gone, and with another way to the host there is another to it', async () => {
  const before = await clusters.connectionTo(hosted)
  connected = undefined
  await expect(clusters.connectionTo(hosted)).rejects.toMatchObject({ code: 503 })
  connected = { ...host.connection }
  const after = await clusters.connectionTo(hosted)
  expect(after).not.toBe(before)
  expect(before.dispatcher).toMatchObject({ destroyed: true })
  expect(await ask(after, '/api')).toBe(200)
})

test.each([
  ['another name', ['dev.web-v-other.svc']],
  ['another authority', ['dev.web-v-dev.svc']],
])('a server with %s is told nothing', async (what, names) => {
  const other = await startVirtual(names)
  if (what === 'another name') await place(other.authority)
  const connection = await clusters.connectionTo(hosted)
  await expect(ask(connection, '/api')).rejects.toMatchObject({
    code: 503,
    message: 'the virtual cluster dev cannot be reached right now',
  })
  expect(other.seen).toEqual([])
  expect(failures).toHaveLength(1)
  other.server.close()
})

test('one that was made anew is reached again, with what its Secret says now', async () => {
  const old = await clusters.connectionTo(hosted)
  expect(await ask(old, '/api')).toBe(200)
  virtual.server.closeAllConnections()
  const { server } = virtual
  virtual = await startVirtual(['dev.web-v-dev.svc'])
  server.close()
  await place(virtual.authority, '2')
  await expect(ask(old, '/api')).rejects.toMatchObject({ code: 503 })
  const fresh = await clusters.connectionTo(hosted)
  expect(await ask(fresh, '/api')).toBe(200)
  expect(old.dispatcher).toMatchObject({ destroyed: true })
})

test('a certificate that is refused is read again, and kept where it is the same', async () => {
  const connection = await clusters.connectionTo(hosted)
  connection.refused?.()
  expect(await clusters.connectionTo(hosted)).toBe(connection)
  expect(host.asked).toHaveLength(4)
  await place(virtual.authority, '2')
  expect(await clusters.connectionTo(hosted)).toBe(connection)
  connection.refused?.()
  expect(await clusters.connectionTo(hosted)).not.toBe(connection)
})

test.each([
  [404, 'no ready pod for virtual cluster dev', 0],
  [500, 'no ready pod for virtual cluster dev', 0],
  [403, 'the virtual cluster dev cannot be reached right now', 1],
])('a host that refuses the port-forward with %i is told apart', async (code, message, reported) => {
  const connection = await clusters.connectionTo(hosted)
  host.refusal = { code, body: 'no' }
  const answer = ask(connection, '/api')
  await expect(answer).rejects.toMatchObject({ code: 503, message: expect.stringContaining(message) })
  expect(failures).toHaveLength(reported)
  host.objects.delete(podPath)
  await expect(clusters.connectionTo(hosted)).rejects.toMatchObject({
    message: expect.stringMatching(/^no ready pod/),
  })
})

test('a pod that goes ends what came from it at once', async () => {
  const connection = await clusters.connectionTo(hosted)
  const { body } = await connection.dispatcher.request({
    origin: connection.origin,
    path: '/silent',
    method: 'GET',
  })
  host.forwardings[0]?.socket.destroy()
  await expect(within(body.text(), 'the end')).rejects.toThrow()
})

test('one that is forgotten is cut, also while it is read', async () => {
  const connection = await clusters.connectionTo(hosted)
  const { body } = await connection.dispatcher.request({
    origin: connection.origin,
    path: '/silent',
    method: 'GET',
  })
  clusters.forget(hosted)
  await expect(within(body.text(), 'the end')).rejects.toThrow()
  const again = clusters.connectionTo(hosted)
  clusters.forget(hosted)
  await expect(again).rejects.toMatchObject({ code: 503 })
})

describe('through the gateway', () => {
  let gateway: Awaited<ReturnType<typeof startGateway>>
  beforeEach(async () => {
    gateway = await startGateway({ virtualClusters: clusters })
  })
  afterEach(() => gateway.close())

  const identity = {
    host: 'dev.web-v-dev.svc',
    'impersonate-user': 'loft:user:alice',
    'impersonate-group': 'loft:authenticated, loft:user:alice, loft:team:red',
  }

  test('requests and upgrades go on as their caller, with no credential but the certificate', async () => {
    expect((await gateway.ask(`GET ${virtualCluster}/api`, [], keyOf('alice'))).status).toBe(200)
    const client = await openRaw(gateway.port)
    client.write(gateway.head(`GET ${virtualCluster}/exec`, handshake, keyOf('alice')))
    expect((await client.head()).status).toBe(101)
    client.write('hello')
    expect(await client.until('hello')).toBe('hello')
    expect(virtual.heads).toHaveLength(2)
    for (const headers of virtual.heads) {
      expect(headers).toMatchObject(identity)
      expect(headers.authorization).toBeUndefined()
    }
    expect(virtual.heads[1]?.origin).toBe('https://dev.web-v-dev.svc')
    client.reset()
    await vi.waitUntil(() => host.forwardings.some(({ socket }) => socket.destroyed))
  })

  test('a watch is open until its client leaves, and its tunnel goes then', async () => {
    const client = await openRaw(gateway.port)
    client.write(gateway.head(`GET ${virtualCluster}/silent/v1/x?watch=1`, [], keyOf('alice')))
    expect((await client.head()).status).toBe(200)
    expect(host.forwardings[0]?.socket.destroyed).toBe(false)
    client.reset()
    await vi.waitUntil(() => host.forwardings[0]?.socket.destroyed)
  })

  test('a certificate that is refused is 502, and the next request reads the Secret again', async () => {
    const answer = await gateway.ask(`GET ${virtualCluster}/unauthorized`, [], keyOf('alice'))
    expect(answer.status).toBe(502)
    const before = host.asked.length
    expect((await gateway.ask(`GET ${virtualCluster}/api`, [], keyOf('alice'))).status).toBe(200)
    expect(host.asked.length).toBe(before + 2)
  })

  test.each([[[]], [handshake]])('one that cannot be reached says so', async (headers: string[]) => {
    host.objects.delete(podPath)
    const answer = await gateway.ask(`GET ${virtualCluster}/exec`, headers, keyOf('alice'))
    expect(answer.status).toBe(503)
    expect(answer.head).toMatch(/^retry-after: 1\r$/m)
    expect(JSON.parse(answer.body).message).toMatch(/^no ready pod for virtual cluster dev/)
  })
})
