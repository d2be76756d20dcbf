import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AccessKeyScope } from '#api/kinds/owned-access-key.ts'
import {
  keyOf,
  space,
  spaceNamespace,
  startGateway,
  virtualCluster,
  type TestGateway,
} from '#e2e/support/gateway.ts'
import { openRaw, valuesOf, within, type RawClient } from '#e2e/support/raw.ts'
import { chunkedHead } from '#e2e/support/recorder.ts'
import { agreement, handshake, openWatch } from '#e2e/support/upgrades.ts'

/** The prefix of a project: who may use its spaces and virtual clusters, and where their requests end. */

let gateway: TestGateway
beforeEach(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.close())

const prefixes = [
  { kind: 'SpaceInstance', plural: 'spaceinstances', root: '/kubernetes/project/web/space/mine' },
  {
    kind: 'VirtualClusterInstance',
    plural: 'virtualclusterinstances',
    root: '/kubernetes/project/web/virtualcluster/mine',
  },
] as const

const clusterRef = { cluster: 'east', namespace: 'web-mine', virtualCluster: 'dev' }
const ready = { phase: 'Ready' }

describe.each(prefixes)('a $kind', ({ kind, plural, root }) => {
  const pods = `${root}/api/v1/namespaces/web-mine/pods`
  const put = (spec: object, status: object = ready, project = 'web') =>
    gateway.change(() => gateway.cluster.instance(kind, project, 'mine', { clusterRef, ...spec }, status))

  /** What a request and an upgrade are answered; both the same. */
  async function ask(person: 'alice' | 'bob' | 'root', path = pods) {
    const plain = await gateway.ask(`GET ${path}`, [], keyOf(person))
    const upgrade = await gateway.ask(`GET ${path}/x/exec`, handshake, keyOf(person))
    expect(upgrade.status).toBe(plain.status)
    return plain
  }

  test('is used by its owner, and its requests go on as theirs', async () => {
    await put({ owner: { user: 'alice' } })
    gateway.recorder.respond((request) => request.write('HTTP/1.1 204 No Content\r\n\r\n'))
    expect((await gateway.ask(`GET ${pods}?limit=1`, [], keyOf('alice'))).status).toBe(204)
    const [request] = gateway.recorder.requests
    const prefix = kind === 'SpaceInstance' ? '/east' : '/dev'
    expect(request?.target).toBe(`${prefix}/api/v1/namespaces/web-mine/pods?limit=1`)
    expect(valuesOf({ headers: request?.headers ?? [] }, 'impersonate-user')).toEqual(['loft:user:alice'])
  })

  test('that somebody does not see is as absent as one that is not there', async () => {
    await put({ owner: { user: 'alice' } })
    const hidden = await ask('bob')
    const absent = await ask('bob', pods.replace('mine', 'none'))
    expect(hidden.status).toBe(404)
    expect(JSON.parse(hidden.body)).toMatchObject({
      reason: 'NotFound',
      message: `${plural}.management.loft.sh "mine" not found`,
      details: { group: 'management.loft.sh', kind: plural, name: 'mine' },
    })
    expect(absent.body.replaceAll('none', 'mine')).toBe(hidden.body)
    expect(gateway.recorder.lines()).toEqual([])
  })

  test('of a project without the caller is absent, whoever owns it', async () => {
    await gateway.change(() => gateway.cluster.project('shop', { members: [] }))
    await put({ owner: { user: 'alice' } }, ready, 'shop')
    expect((await ask('alice', pods.replace('/web/', '/shop/'))).status).toBe(404)
    expect(gateway.recorder.lines()).toEqual([])
  })

  test('that is seen and may not be used is 403 with the reason', async () => {
    await put({ access: [{ verbs: ['get'], users: ['bob'] }] })
    const answer = await ask('bob')
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body).message).toMatch(
      new RegExp(
        `^${plural}.management.loft.sh "mine" is forbidden: User "loft:user:bob" cannot use resource "${plural}" in API group "management.loft.sh" in the namespace "loft-p-web": needs the role admin in project web`,
      ),
    )
    expect(gateway.recorder.lines()).toEqual([])
  })

  test.each([
    ['has no phase', {}, {}, 503, /is not ready: its phase is Pending$/],
    [
      'is pending',
      {},
      { phase: 'Pending', reason: 'QuotaExceeded', message: 'five are enough' },
      503,
      /is not ready: its phase is Pending: QuotaExceeded: five are enough$/,
    ],
    ['sleeps', {}, { phase: 'Sleeping' }, 503, /is not ready: its phase is Sleeping$/],
    ['is nowhere', { clusterRef: { cluster: 'east' } }, ready, 503, /is not ready/],
    [
      'is on a cluster that is gone',
      { clusterRef: { ...clusterRef, cluster: 'west', virtualCluster: 'gone' } },
      ready,
      503,
      /west is not connected|vcluster secret not found/,
    ],
    ['has failed', {}, { phase: 'Failed', reason: 'NoCluster' }, 409, /it has failed: NoCluster$/],
  ])('that %s says so', async (_, spec, status, code, message) => {
    await put({ owner: { user: 'alice' }, ...spec }, status)
    const answer = await ask('alice')
    expect(answer.status).toBe(code)
    expect(JSON.parse(answer.body).message).toMatch(message)
    expect(valuesOf(answer, 'retry-after')).toEqual(code === 503 ? ['1'] : [])
    expect(gateway.recorder.lines()).toEqual([])
  })
})

describe('one whose template has gone bad goes on being used', () => {
  const failed = { phase: 'Failed', reason: 'Refused', message: 'no such kind' }
  const when = (type: string, status: string) => ({ ...failed, conditions: [{ type, status }] })

  test.each([
    [prefixes[0], 'SpaceReady'],
    [prefixes[1], 'VirtualClusterSynced'],
  ])('$kind', async ({ kind, root }, type) => {
    gateway.recorder.respond((request) => request.write('HTTP/1.1 204 No Content\r\n\r\n'))
    const asked = async (status: object) => {
      await gateway.change(() =>
        gateway.cluster.instance(kind, 'web', 'mine', { owner: { user: 'alice' }, clusterRef }, status),
      )
      return gateway.ask(`GET ${root}/api/v1/namespaces/web-mine/pods`, [], keyOf('alice'))
    }
    expect((await asked(when(type, 'Unknown'))).status).toBe(409)
    expect((await asked(when(type, 'True'))).status).toBe(204)
  })
})

describe('a space', () => {
  test.each([
    ['GET', '/api/v1/pods', 403],
    ['GET', '/api/v1/namespaces/kube-system/secrets', 403],
    ['DELETE', `/api/v1/namespaces/${spaceNamespace}`, 403],
    ['GET', '/metrics', 403],
    ['GET', '/', 403],
    ['GET', '', 403],
    ['GET', `/api/v1/namespaces/${spaceNamespace}/../kube-system/secrets`, 400],
    ['GET', `/api/v1/namespaces/${spaceNamespace}%2f..%2fkube-system/secrets`, 400],
    ['GET', `//api/v1/namespaces/${spaceNamespace}/pods`, 400],
    ['GET', `/api/v1/namespaces/${spaceNamespace}/pods`, 200],
    ['GET', `/api/v1/namespaces/${spaceNamespace.replace('w', '%77')}/pods`, 200],
    ['GET', `/api/v1/namespaces/${spaceNamespace}`, 200],
    ['GET', '/version', 200],
  ])('%s %s is %i, also for an administrator', async (method, path, code) => {
    const answer = await gateway.ask(`${method} ${space}${path}`, [], keyOf('root'))
    expect(answer.status).toBe(code)
    const decoded = path.replace('%77', 'w')
    expect(gateway.recorder.lines()).toEqual(code === 200 ? [`${method} /east${decoded}`] : [])
  })

  test('has no way out for an upgrade either', async () => {
    for (const path of [
      '/api/v1/namespaces/kube-system/pods/x/exec',
      '/api/v1/pods?watch=1',
      '/api/v1/nodes/one/proxy/run',
    ])
      expect((await gateway.ask(`GET ${space}${path}`, handshake, keyOf('root'))).status).toBe(403)
    expect(gateway.recorder.lines()).toEqual([])
  })
})

test.each(['/api/v1/pods', '/api/v1/namespaces', '/metrics', '/', '/apis/example.org/v1/x?watch=0'])(
  'a virtual cluster passes %s',
  async (path) => {
    expect((await gateway.ask(`GET ${virtualCluster}${path}`, [], keyOf('bob'))).status).toBe(200)
    expect(gateway.recorder.lines()).toEqual([`GET /dev${path}`])
  },
)

const inSpace = `${space}/api/v1/namespaces/${spaceNamespace}/pods`
const inVirtual = `${virtualCluster}/api/v1/pods`
const onEast = '/kubernetes/cluster/east/api/v1/pods'

test.each<[AccessKeyScope, string[]]>([
  [{ projects: [{ project: 'web' }] }, [inSpace, inVirtual]],
  [{ projects: [{ project: 'shop' }] }, []],
  [{ spaces: [{ project: 'web', space: 'app' }] }, [inSpace]],
  [{ virtualClusters: [{ project: 'web', virtualCluster: 'dev' }] }, [inVirtual]],
  [{ virtualClusters: [{ project: 'web', virtualCluster: 'app' }] }, []],
  [{ clusters: [{ cluster: 'east' }] }, [onEast]],
  [{ clusters: [{ cluster: 'web' }] }, []],
  [{ rules: [{ requestTargets: ['ProjectVCluster'], verbs: ['list'] }] }, [inVirtual]],
  [{ rules: [{ requestTargets: ['ProjectSpace'], namespaces: [spaceNamespace] }] }, [inSpace]],
])('a key with the scope %j opens that and nothing else', async (scope, expected) => {
  await gateway.change(() => gateway.cluster.key('aerie_scoped', { user: 'root', scope }))
  const open: string[] = []
  for (const path of [inSpace, inVirtual, onEast]) {
    const { status } = await gateway.ask(`GET ${path}`, [], 'aerie_scoped')
    if (status === 200) open.push(path)
    else expect(status).toBe(403)
  }
  expect(open).toEqual(expected)
  expect(gateway.recorder.lines()).toHaveLength(expected.length)
})

describe('streams', () => {
  const prefix = { SpaceInstance: inSpace, VirtualClusterInstance: inVirtual } as const
  const named = { SpaceInstance: 'app', VirtualClusterInstance: 'dev' } as const

  async function watch(path: string): Promise<RawClient> {
    gateway.recorder.respond((request) => request.write(chunkedHead))
    const client = await openRaw(gateway.port)
    client.write(gateway.head(`GET ${path}?watch=1`, [], keyOf('bob')))
    expect((await client.head()).status).toBe(200)
    return client
  }

  test.each([
    ['SpaceInstance', 'is gone'],
    ['VirtualClusterInstance', 'is gone'],
    ['SpaceInstance', 'moves'],
    ['VirtualClusterInstance', 'moves'],
  ] as const)('of a %s end when it %s, and no others', async (kind, what) => {
    const other = kind === 'SpaceInstance' ? 'VirtualClusterInstance' : 'SpaceInstance'
    const [client, staying] = [await watch(prefix[kind]), await watch(prefix[other])]
    const socket = await openWatch(`ws://${gateway.host}${prefix[kind]}?watch=1`, keyOf('bob'))
    gateway.recorder.respond((request) => request.write(agreement()))
    const exec = await openRaw(gateway.port)
    exec.write(gateway.head(`GET ${prefix[kind]}/x/exec`, handshake, keyOf('bob')))
    expect((await exec.head()).status).toBe(101)
    await gateway.change(() => {
      if (what === 'is gone')
        gateway.cluster.remove(
          kind === 'SpaceInstance' ? 'spaceinstances' : 'virtualclusterinstances',
          `loft-p-web/${named[kind]}`,
        )
      else gateway.cluster.instance(kind, 'web', named[kind], { clusterRef }, ready)
    })
    expect(await client.until('"code":410')).toContain('ERROR')
    expect(await within(socket.closed, 'the end of the socket')).toBe(4401)
    await within(exec.closed, 'the end of the exec')
    expect(gateway.forgotten).toEqual(kind === 'SpaceInstance' ? [] : ['dev'])
    expect(gateway.context.streams.count()).toBe(1)
    staying.socket.destroy()
    await vi.waitUntil(() => gateway.context.streams.count() === 0)
  })

  test('end with the cluster that they go through', async () => {
    const clients = [await watch(inSpace), await watch(inVirtual)]
    gateway.context.streams.endCluster('east')
    for (const client of clients) expect(await client.until('"code":410')).toContain('ERROR')
  })

  test('stay when what changes is something else', async () => {
    const client = await watch(inVirtual)
    const dev = { cluster: 'east', namespace: 'web-v-dev', virtualCluster: 'dev' }
    const spec = { clusterRef: dev, displayName: 'Dev', extraAccessRules: [{ users: ['*'] }] }
    await gateway.change(() => gateway.cluster.instance('VirtualClusterInstance', 'web', 'dev', spec, ready))
    expect(gateway.context.streams.count()).toBe(1)
    expect(gateway.forgotten).toEqual([])
    client.socket.destroy()
  })
})
