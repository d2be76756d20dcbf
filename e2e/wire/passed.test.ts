import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keyOf, places, startGateway, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange, openRaw, type RawClient, valuesOf, within } from '#e2e/support/raw.ts'
import { chunkedHead, jsonAnswer, type Recorded } from '#e2e/support/recorder.ts'
import { agreement, handshake, openWatch } from '#e2e/support/upgrades.ts'

/** What goes to a connected cluster: every byte of it, as its caller, for as long as they have their rights. */

let gateway: TestGateway
beforeEach(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.close())

const east = '/kubernetes/cluster/east'
const log = `${east}/api/v1/namespaces/red/pods/web/log`
const limit = 5_000

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
const textHead = chunkedHead.replace('application/json', 'text/plain')
const disable = () => gateway.cluster.user('alice', { disabled: true })

async function open(target: string, key = keyOf('alice'), headers: string[] = []): Promise<RawClient> {
  const client = await openRaw(gateway.port)
  client.write(gateway.head(`GET ${target}`, headers, key))
  expect((await client.head()).status).toBe(200)
  return client
}

describe('where it goes', () => {
  test.each([
    [east, '/east/'],
    [`${east}/`, '/east/'],
    [`${east}/version`, '/east/version'],
    [`${east}/api/`, '/east/api/'],
    [`${east}/openapi/v3/apis/apps/v1?hash=A%2BB`, '/east/openapi/v3/apis/apps/v1?hash=A%2BB'],
    [`${east}/api/v1/namespaces/aerie-system/secrets`, '/east/api/v1/namespaces/aerie-system/secrets'],
    [
      `${east}/apis/rbac.authorization.k8s.io/v1/clusterroles/system:a%3Ab`,
      '/east/apis/rbac.authorization.k8s.io/v1/clusterroles/system:a:b',
    ],
  ])('%s arrives as %s', async (target, arriving) => {
    expect((await gateway.ask(`GET ${target}`, [], keyOf('alice'))).status).toBe(200)
    expect(gateway.recorder.lines()).toEqual([`GET ${arriving}`])
  })

  test.each(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s goes on as it is',
    async (method) => {
      gateway.recorder.respond((request) => request.write('HTTP/1.1 204 No Content\r\n\r\n'))
      expect((await gateway.ask(`${method} ${east}/api/v1/pods`, [], keyOf('alice'))).status).toBe(204)
      expect(gateway.recorder.lines()).toEqual([`${method} /east/api/v1/pods`])
    },
  )

  test.each(['west', 'EAST', 'east%20', 'management', '__proto__', 'constructor'])(
    'a cluster %s that is not connected is not found',
    async (name) => {
      const path = `GET /kubernetes/cluster/${name}/api/v1/pods`
      for (const headers of [[], handshake]) {
        const answer = await gateway.ask(path, headers, keyOf('root'))
        expect(answer.status).toBe(404)
        expect(JSON.parse(answer.body)).toMatchObject({
          kind: 'Status',
          reason: 'NotFound',
          details: { group: 'management.loft.sh', kind: 'clusters', name: decodeURIComponent(name) },
        })
      }
      expect(gateway.recorder.lines()).toEqual([])
    },
  )
})

describe('byte for byte', () => {
  test('a compressed answer stays compressed', async () => {
    const packed = gzipSync(JSON.stringify({ kind: 'PodList', items: ['x'.repeat(10_000)] }))
    gateway.recorder.respond((request) => {
      request.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\nvary: Accept-Encoding\r\ncontent-length: ${packed.length}\r\n\r\n`,
      )
      request.write(packed)
    })
    const client = await openRaw(gateway.port)
    client.write(gateway.head(`GET ${east}/api/v1/pods`, ['Accept-Encoding: gzip'], keyOf('alice')))
    const head = await client.head()
    expect(valuesOf(head, 'content-encoding')).toEqual(['gzip'])
    expect(valuesOf(head, 'content-length')).toEqual([String(packed.length)])
    expect(await client.take(packed.length)).toEqual(packed)
    expect(valuesOf(await gateway.recorder.next(), 'accept-encoding')).toEqual(['gzip'])
    client.socket.destroy()
  })

  test('so do bodies and answers that are no text', async () => {
    const bytes = Buffer.from([0x6b, 0x38, 0x73, 0x00, 0x0a, 0xff, 0xfe, 0x00, 0x80, 0x0d, 0x0a])
    const type = 'application/vnd.kubernetes.protobuf'
    gateway.recorder.respond((request) => {
      request.write(
        `HTTP/1.1 201 Created\r\ncontent-type: ${type}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
      )
      request.write(bytes)
    })
    const client = await openRaw(gateway.port)
    const headers = [
      `Content-Type: ${type}`,
      `Accept: ${type},application/json`,
      `Content-Length: ${bytes.length}`,
    ]
    client.write(gateway.head(`POST ${east}/api/v1/namespaces/red/configmaps`, headers, keyOf('alice')))
    client.write(bytes)
    expect(valuesOf(await client.head(), 'content-type')).toEqual([type])
    expect(await client.take(bytes.length)).toEqual(bytes)
    const arrived = await gateway.recorder.next()
    expect(arrived.body()).toEqual(bytes)
    expect(valuesOf(arrived, 'accept')).toEqual([`${type},application/json`])
    client.socket.destroy()
  })

  test('so does what the cluster has not changed', async () => {
    gateway.recorder.respond((request) => request.write('HTTP/1.1 304 Not Modified\r\netag: "A"\r\n\r\n'))
    const answer = await gateway.ask(`GET ${east}/openapi/v3`, ['If-None-Match: "A"'], keyOf('alice'))
    expect(answer.status).toBe(304)
    expect(valuesOf(answer, 'etag')).toEqual(['"A"'])
  })

  test.each([403, 404, 410, 429, 500])('so does the refusal of a watch with %i', async (code) => {
    const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, extra: 'é' }
    const refusal = jsonAnswer(code, body, ['warning: 299 - "old"'])
    gateway.recorder.respond((request) => request.write(refusal))
    const answer = await gateway.ask(`GET ${east}/api/v1/pods?watch=1`, [], keyOf('alice'))
    expect(answer.status).toBe(code)
    expect(answer.body).toBe(refusal.split('\r\n\r\n')[1])
    expect(valuesOf(answer, 'warning')).toEqual(['299 - "old"'])
    expect(gateway.context.streams.count()).toBe(0)
  })

  test('so does a watch in an encoding without lines, which just ends when rights change', async () => {
    const bytes = Buffer.from([0, 0, 0, 3, 0x0a, 0xff, 0x0a, 0, 0])
    gateway.recorder.respond((request) => {
      request.write(
        chunkedHead.replace('application/json', 'application/vnd.kubernetes.protobuf;stream=watch'),
      )
      request.write(`${bytes.length.toString(16)}\r\n`)
      request.write(bytes)
      request.write('\r\n')
    })
    const accept = 'Accept: application/vnd.kubernetes.protobuf;stream=watch'
    const client = await open(`${east}/api/v1/pods?watch=1`, keyOf('alice'), [accept])
    expect(await client.until('\r\n')).toBe(`${bytes.length.toString(16)}\r\n`)
    expect(await client.take(bytes.length)).toEqual(bytes)
    disable()
    expect(await client.until('0\r\n\r\n')).not.toContain('Expired')
    client.socket.destroy()
  })
})

test('a watch in its old spelling is a watch', async () => {
  gateway.recorder.respond((request) => request.write(chunkedHead))
  const paths = [
    '/api/v1/watch/pods',
    '/api/v1/watch/namespaces/red/pods/web',
    '/apis/apps/v1/watch/deployments',
  ]
  const clients = await Promise.all(paths.map((path) => open(east + path)))
  disable()
  for (const client of clients) {
    expect(await within(client.until('0\r\n\r\n'), 'the end', limit)).toContain('"code":410')
    client.socket.destroy()
  }
})

describe('a followed log', () => {
  beforeEach(() => {
    gateway.recorder.respond((request) => request.write(textHead))
  })

  test('begins before it has a line, and then comes as it is written', async () => {
    const client = await open(`${log}?follow=true&container=web`)
    const upstream = await gateway.recorder.next()
    expect(upstream.target).toBe('/east/api/v1/namespaces/red/pods/web/log?follow=true&container=web')
    for (const text of ['half a li', 'ne\nand ', 'more\n']) {
      upstream.write(chunk(text))
      expect(await client.until(text)).toContain(text)
    }
    upstream.write('0\r\n\r\n')
    await client.until('0\r\n\r\n')
    client.socket.destroy()
  })

  test('is cut when rights change, so that nobody takes it for complete', async () => {
    const client = await open(`${log}?follow=true`)
    const other = await open(`${log}?follow=true`, keyOf('bob'))
    const upstreams = [await gateway.recorder.next(), await gateway.recorder.next()] as const
    disable()
    await within(Promise.all([client.closed, upstreams[0].closed]), 'the end of both', limit)
    expect(client.received().toString()).not.toContain('\r\n0\r\n')
    upstreams[1].write(chunk('still here'))
    await other.until('still here')
    other.socket.destroy()
  })

  test('ends with the server at once', async () => {
    const client = await open(`${log}?follow=true`)
    gateway.context.streams.endAll('shutdown')
    await within(client.closed, 'the end', 1_000)
  })
})

test('whatever has no known length is cut when rights change, and waited for at a shutdown', async () => {
  gateway.recorder.respond((request) => request.write(textHead))
  const client = await open(`${east}/api/v1/namespaces/red/services/web/proxy/events`)
  const upstream = await gateway.recorder.next()
  gateway.context.streams.endAll('shutdown')
  upstream.write(chunk('one'))
  await client.until('one')
  disable()
  await within(Promise.all([client.closed, upstream.closed]), 'the end of both', limit)
  expect(gateway.context.streams.count()).toBe(0)
  expect(gateway.reported).toEqual([])
})

describe('a log over a WebSocket', () => {
  const socketLog = (query = '?follow=true') =>
    openWatch(`ws://${gateway.host}${log}${query}`, keyOf('alice'))
  beforeEach(() => {
    gateway.recorder.respond((request) => request.write(textHead))
  })

  test('comes a binary frame a chunk, from an ordinary GET', async () => {
    const following = await socketLog('?follow=true&tailLines=10')
    const upstream = await gateway.recorder.next()
    expect(upstream.target).toBe('/east/api/v1/namespaces/red/pods/web/log?follow=true&tailLines=10')
    expect(upstream.head.toLowerCase()).not.toMatch(/upgrade|sec-websocket|origin/)
    const texts = ['half a li', 'ne\n\nand mo', 're']
    for (const text of texts) {
      upstream.write(chunk(text))
      expect(await following.next()).toBe(text)
    }
    upstream.write('0\r\n\r\n')
    expect(await within(following.closed, 'the close')).toBe(1000)
    expect(following.binary).toEqual([true, true, true])
  })

  test('closes with 4401 when rights change, without a word that is not the log', async () => {
    const following = await socketLog()
    const upstream = await gateway.recorder.next()
    disable()
    expect(await within(following.closed, 'the close', limit)).toBe(4401)
    await within(upstream.closed, 'the end of the upstream', limit)
    expect(following.frames).toEqual([])
  })

  test('is refused with the words of the cluster', async () => {
    const status = {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code: 400,
      message: 'waiting to start',
    }
    gateway.recorder.respond((request) => request.write(jsonAnswer(400, status)))
    const answer = await gateway.ask(`GET ${log}?follow=true`, handshake, keyOf('alice'))
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toEqual(status)
  })

  test('is nothing that SPDY could carry', async () => {
    const spdy = ['Connection: Upgrade', 'Upgrade: SPDY/3.1']
    expect((await gateway.ask(`GET ${log}?follow=true`, spdy, keyOf('alice'))).status).toBe(400)
    expect(gateway.recorder.lines()).toEqual([])
  })

  test('is not read while its client does not read', async () => {
    const client = await openRaw(gateway.port)
    client.write(gateway.head(`GET ${log}?follow=true`, handshake, keyOf('alice')))
    await client.head()
    client.socket.pause()
    const upstream = await gateway.recorder.next()
    const written = await fill(upstream, chunk('x'.repeat(100_000)))
    expect(written).toBeLessThan(60 * 1024 * 1024)
    client.reset()
    await within(upstream.closed, 'the end of the upstream')
  })
})

/** Writes until the other side has taken nothing for a while, and gives how much it took. */
async function fill({ socket }: Recorded, text: string): Promise<number> {
  for (let written = 0; ; written += text.length) {
    if (written > 200 * 1024 * 1024) return written
    if (socket.write(text)) continue
    const drained = new Promise((resolve) => socket.once('drain', () => resolve(true)))
    const stuck = new Promise((resolve) => setTimeout(() => resolve(false), 500))
    if ((await Promise.race([drained, stuck])) === false) return written
  }
}

test('a cluster that is disconnected takes its streams with it, and no others', async () => {
  gateway.recorder.respond((request) => request.write(chunkedHead))
  const [management, cluster] = (await Promise.all(places.map(({ teams }) => open(`${teams}?watch=1`)))) as [
    RawClient,
    RawClient,
  ]
  const following = await openWatch(`ws://${gateway.host}${log}?follow=true`, keyOf('alice'))
  gateway.context.streams.endCluster('west')
  gateway.context.streams.endCluster('east')
  expect(await within(cluster.until('0\r\n\r\n'), 'the end')).toContain('"code":410')
  expect(await within(following.closed, 'the close')).toBe(4401)
  expect(gateway.context.streams.count()).toBe(1)
  expect(management.received().toString()).not.toContain('410')
  for (const client of [management, cluster]) client.socket.destroy()
})

test('what is spliced keeps its whole query', async () => {
  gateway.recorder.respond((request) => request.write(agreement()))
  const path = '/api/v1/namespaces/red/services/web/proxy/socket?accept=table&x=%20y'
  const client = await openRaw(gateway.port)
  client.write(gateway.head(`GET ${east}${path}`, handshake, keyOf('alice')))
  expect((await client.head()).status).toBe(101)
  expect(gateway.recorder.lines()).toEqual([`GET /east${path}`])
  client.socket.destroy()
})

describe('the audit file', () => {
  const noted = () =>
    readFileSync(gateway.auditFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { verb, requestURI } = JSON.parse(line) as { verb: string; requestURI: string }
        return `${verb} ${requestURI.slice(east.length)}`
      })
  const pod = '/api/v1/namespaces/red/pods/web'

  test.each([
    ['a change', 'PATCH', pod, 'patch'],
    ['a token', 'POST', '/api/v1/namespaces/red/serviceaccounts/default/token', 'create'],
    ['a stream without its upgrade', 'GET', `${pod}/exec?command=id`, 'create'],
    ['a followed log', 'GET', `${pod}/log?follow=true`, 'get'],
    ['a read through a proxy', 'GET', `${pod}/proxy/delete?all`, 'get'],
    ['a change of what is no resource', 'POST', '/metrics', 'post'],
    ['a review by another group', 'POST', '/apis/example.org/v1/reviews', 'create'],
  ])('has %s', async (_, method, path, verb) => {
    expect((await gateway.ask(`${method} ${east}${path}`, [], keyOf('alice'))).status).toBe(200)
    expect(noted()).toEqual([`${verb} ${path}`])
  })

  test.each([
    ['a read', 'GET', pod],
    ['a log', 'GET', `${pod}/log?tailLines=5&follow=false`],
    ['a watch', 'GET', '/api/v1/pods?watch=1'],
    ['a document', 'GET', '/openapi/v3'],
    ['a question about rights', 'POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'],
    ['a question about oneself', 'POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews'],
  ])('has no line of %s', async (_, method, path) => {
    expect((await gateway.ask(`${method} ${east}${path}`, [], keyOf('alice'))).status).toBe(200)
    expect(noted()).toEqual([])
  })

  test('has a followed log over a WebSocket, and no watch', async () => {
    gateway.recorder.respond((request) => request.write(textHead))
    const key = keyOf('alice')
    const following = await openWatch(`ws://${gateway.host}${log}?follow=true`, key)
    const watching = await openWatch(`ws://${gateway.host}${east}/api/v1/pods?watch=1`, key)
    expect(noted()).toEqual([`get ${pod}/log?follow=true`])
    for (const { socket } of [following, watching]) socket.terminate()
  })
})

test('a link that brings the cookie along reaches nothing behind a proxy', async () => {
  const ask = (path: string, headers: string[] = []) =>
    exchange(
      gateway.port,
      gateway.head(`GET ${east}${path}`, [`Cookie: aerie-${gateway.port}=${keyOf('root')}`, ...headers]),
    )
  expect((await ask('/api/v1/namespaces/red/services/web/proxy/delete?all')).status).toBe(403)
  expect((await ask('/api/v1/nodes/n/proxy/run', ['Origin: https://evil.example.org'])).status).toBe(403)
  expect(gateway.recorder.lines()).toEqual([])
  expect((await ask('/api/v1/pods')).status).toBe(200)
})
