import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keyOf, ownCredential, startGateway, type TestGateway } from '#e2e/support/gateway.ts'
import { valuesOf } from '#e2e/support/raw.ts'
import { chunkedHead, chunkOf, jsonAnswer } from '#e2e/support/recorder.ts'
import { handshake, openWatch } from '#e2e/support/upgrades.ts'
import { keyName, keySecret } from '#server/identity/keys.ts'

/** Keys of one's own are Secrets behind no prefix: what is asked for them upstream, and what comes back. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

const keys = '/kubernetes/management/apis/management.loft.sh/v1/ownedaccesskeys'
const secrets = '/management/api/v1/namespaces/aerie-system/secrets'

const secretOf = (user: string, name: string) =>
  keySecret(name, {
    user,
    uid: `uid-${user}`,
    type: 'User',
    displayName: name,
    expires: '2030-01-01T00:00:00Z',
  })

function asked() {
  const [request] = gateway.recorder.requests
  const [path, search = ''] = (request?.target ?? '').split('?')
  return { path, query: Object.fromEntries(new URLSearchParams(search)) }
}

test.each([
  ['', { labelSelector: 'aerie.dev/access-key=true,aerie.dev/user=alice' }],
  [
    '?labelSelector=aerie.dev%2Fuser%3Dbob&labelSelector=x&limit=5&includeObject=Object',
    {
      labelSelector: 'aerie.dev/access-key=true,aerie.dev/user=alice,aerie.dev/user=bob',
      limit: '5',
    },
  ],
  [
    `?fieldSelector=metadata.name%3D${keyName(keyOf('bob'))}`,
    {
      labelSelector: 'aerie.dev/access-key=true,aerie.dev/user=alice',
      fieldSelector: `metadata.name=${keyName(keyOf('bob'))}`,
    },
  ],
])('a list%s asks for the Secrets of the caller alone, as Aerie itself', async (search, query) => {
  expect((await gateway.ask(`GET ${keys}${search}`, [], keyOf('alice'))).status).toBe(200)
  expect(asked()).toEqual({ path: secrets, query })
  const [request] = gateway.recorder.requests
  if (request === undefined) throw new Error('nothing was asked')
  expect(valuesOf(request, 'authorization')).toEqual([ownCredential])
  expect(request.head.toLowerCase()).not.toContain('impersonate')
})

test("whatever a cluster answers, nobody gets another's key", async () => {
  const items = [secretOf('alice', 'hers'), secretOf('bob', 'canary')]
  const body = { kind: 'SecretList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items }
  gateway.recorder.respond((request) => request.write(jsonAnswer(200, body)))
  for (const accept of ['application/json', 'application/json;as=Table;v=v1;g=meta.k8s.io', '*/*']) {
    const { body: text } = await gateway.ask(`GET ${keys}`, [`Accept: ${accept}`], keyOf('alice'))
    expect(text).toContain('hers')
    expect(text).not.toContain('canary')
    expect(text).not.toContain('"data"')
  }
})

test('a watch over HTTP and one over a WebSocket tell the same', async () => {
  gateway.recorder.respond((request) => {
    request.write(chunkedHead)
    for (const secret of [secretOf('bob', 'canary'), secretOf('alice', 'hers')])
      request.write(chunkOf(JSON.stringify({ type: 'ADDED', object: secret })))
    request.write('0\r\n\r\n')
  })
  const { body } = await gateway.ask(`GET ${keys}?watch=1`, [], keyOf('alice'))
  const watching = await openWatch(`ws://${gateway.host}${keys}?watch=1`, keyOf('alice'))
  const frame = await watching.next()
  watching.socket.terminate()
  expect(body.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(frame)).toEqual(JSON.parse(body))
  expect(JSON.parse(frame)).toMatchObject({
    type: 'ADDED',
    object: { kind: 'OwnedAccessKey', spec: { displayName: 'hers' } },
  })
})

test.each([
  keys,
  `${keys}/${keyName(keyOf('alice'))}`,
  `${keys}/${keyName(keyOf('alice'))}?watch=1`,
  `${keys}/${keyName(keyOf('alice'))}/log`,
  `${keys}/${keyName(keyOf('alice'))}/exec`,
  `${keys.replace('/v1/', '/v1/namespaces/x/')}?watch=1`,
])('no upgrade of %s reaches a Secret', async (path) => {
  const answer = await gateway.ask(`GET ${path}`, handshake, keyOf('alice'))
  expect([404, 405]).toContain(answer.status)
  expect(gateway.recorder.lines()).toEqual([])
})

test.each([
  ['GET', `${keys}?fieldSelector=type%3Dkubernetes.io%2Ftls`, 400],
  ['GET', `${keys}/${keyName(keyOf('bob'))}`, 404],
  ['DELETE', `${keys}/${keyName(keyOf('bob'))}`, 404],
  ['DELETE', keys, 405],
  ['OPTIONS', `${keys}/${keyName(keyOf('alice'))}`, 405],
  ['GET', `${keys}/${keyName(keyOf('alice'))}/status`, 404],
  ['GET', keys.replace('/v1/', '/v2/'), 404],
  ['GET', keys.replace('/v1/', '/v1/namespaces/x/'), 404],
  ['PATCH', `${keys}/${keyName(keyOf('alice'))}`, 415],
  ['PUT', `${keys}/${keyName(keyOf('alice'))}`, 400],
])('%s %s is %i and asks no cluster', async (method, path, status) => {
  const sent = method === 'PUT' ? ['Content-Length: 0'] : []
  const answer = await gateway.ask(`${method} ${path}`, sent, keyOf('alice'))
  expect(answer.status).toBe(status)
  expect(gateway.recorder.lines()).toEqual([])
})

test('a use that is noted is known, and no open stream is looked at for it', async () => {
  const name = keyName(keyOf('bob'))
  const secret = gateway.cluster.secret(name)
  if (secret === undefined) throw new Error('bob has no key')
  const told: string[] = []
  const stop = gateway.directory.subscribe((change) => {
    if (change.kind === 'Key') told.push(change.name)
  })
  const annotations = { 'aerie.dev/last-used': '2026-11-26T12:00:00Z' }
  gateway.cluster.put({ ...secret, metadata: { ...secret.metadata, annotations } })
  await gateway.change(() => gateway.cluster.key('aerie_another', { user: 'bob' }))
  stop()
  expect(gateway.directory.callerByKeyName(name)?.key.lastUsed).toBe('2026-11-26T12:00:00Z')
  expect(told).toEqual([keyName('aerie_another')])
})
