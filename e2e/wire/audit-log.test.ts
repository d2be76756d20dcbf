import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditPaths, type AuditPage } from '#api/audit.ts'
import { settingsPath } from '#api/settings.ts'
import { keyOf, space, startGateway, teams, virtualCluster, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange, openRaw } from '#e2e/support/raw.ts'
import { jsonAnswer } from '#e2e/support/recorder.ts'

/** Platform admins read what was noted, with what came of it; admins of a project what concerns that; nobody else does. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.close())

async function read(query = ''): Promise<AuditPage> {
  const answer = await gateway.ask(`GET ${auditPaths.page}${query}`, [], keyOf('root'))
  expect(answer.status, answer.body).toBe(200)
  return JSON.parse(answer.body) as AuditPage
}

test('what was done is read with its result, and by whom with which key', async () => {
  gateway.recorder.respond((request) =>
    request.write(jsonAnswer(request.target.endsWith('gone') ? 404 : 200, {})),
  )
  await gateway.ask(`DELETE ${teams}/gone`, ['User-Agent: test/1.0'], keyOf('root'))
  await gateway.ask(`DELETE ${teams}/there`, [], keyOf('root'))
  await expect
    .poll(async () => (await read()).items.map(({ requestURI, code }) => [requestURI, code]))
    .toEqual([
      [`${teams}/there`, 200],
      [`${teams}/gone`, 404],
    ])
  expect((await read('?result=refused')).items).toMatchObject([
    { user: 'loft:user:root', verb: 'delete', userAgent: 'test/1.0', keyTitle: 'test' },
  ])
  const lines = await gateway.ask(`GET ${auditPaths.lines}?object=there`, [], keyOf('root'))
  expect(lines.body).toContain(`${teams}/there`)
  expect(lines.body).not.toContain('gone')
})

test.each([auditPaths.page, auditPaths.lines, auditPaths.follow, settingsPath])(
  '%s is for platform admins',
  async (path) => {
    const refused = await gateway.ask(`GET ${path}`, [], keyOf('alice'))
    expect(refused.status).toBe(403)
    expect(JSON.parse(refused.body)).toMatchObject({ kind: 'Status', reason: 'Forbidden' })
    expect((await gateway.ask(`GET ${path}`)).status).toBe(401)
  },
)

test('settings say how the server is set up, and nothing that is secret', async () => {
  const answer = await gateway.ask(`GET ${settingsPath}`, [], keyOf('root'))
  expect(JSON.parse(answer.body)).toMatchObject({
    auditFile: gateway.auditFile,
    signIn: [{ method: 'password', shortestPassword: 8 }],
  })
  expect(answer.body).not.toContain(keyOf('root'))
})

test.each(['?limit=0', '?limit=501', '?before=x', '?since=never', '?result=good'])(
  'a query %s is 400',
  async (query) => {
    expect((await gateway.ask(`GET ${auditPaths.page}${query}`, [], keyOf('root'))).status).toBe(400)
  },
)

test('who follows is told of every entry, and no longer once they are no admin', async () => {
  gateway.cluster.user('deputy', { clusterRoles: [{ name: 'loft-management-admin' }] })
  await gateway.change(() => gateway.cluster.key('aerie_deputys-key', { user: 'deputy' }))
  const client = await openRaw(gateway.port)
  client.write(gateway.head(`GET ${auditPaths.follow}`, [], 'aerie_deputys-key'))
  expect((await client.head()).status).toBe(200)
  let told = ''
  client.socket.on('data', (bytes: Buffer) => (told += bytes.toString()))
  await gateway.ask(`DELETE ${teams}/red`, [], keyOf('root'))
  await expect.poll(() => told).toContain('data: 1')
  const closed = new Promise<void>((resolve) => client.socket.once('close', () => resolve()))
  await gateway.change(() => gateway.cluster.user('deputy'))
  await closed
})

/** Makes alice admin of a project that bob is a user of. */
const leadBy = (person: string, project = 'shop', made?: string) =>
  gateway.change(() =>
    gateway.cluster.project(
      project,
      {
        members: [
          { kind: 'User', name: person, clusterRole: 'loft-management-project-admin' },
          { kind: 'User', name: 'bob', clusterRole: 'loft-management-project-user' },
        ],
      },
      made,
    ),
  )

async function readAs(person: 'alice' | 'bob', query: string): Promise<AuditPage> {
  const answer = await gateway.ask(`GET ${auditPaths.page}?${query}`, [], keyOf(person))
  expect(answer.status, answer.body).toBe(200)
  return JSON.parse(answer.body) as AuditPage
}

const ours = '/kubernetes/management/apis/management.loft.sh/v1'
const inShop = `${ours}/namespaces/loft-p-shop/spaceinstances`

test('admins of a project read what concerns it, and of others neither from where nor with what', async () => {
  await leadBy('alice')
  await gateway.change(() => gateway.cluster.instance('SpaceInstance', 'shop', 'till', {}))
  const strange = inShop.replace('shop', 'sho%70')
  await gateway.ask(`DELETE ${inShop}/till?dryRun=All`, ['User-Agent: roots/1.0'], keyOf('root'))
  await gateway.ask(`DELETE ${strange}/till?object=/projects/web`, ['User-Agent: alices/1.0'], keyOf('alice'))
  await gateway.ask(`DELETE ${inShop.replace('shop', 'shopping')}/till`, [], keyOf('root'))
  await gateway.ask(`DELETE ${space}/api/v1/namespaces/web-s-app/pods/shop`, [], keyOf('root'))
  await gateway.ask(`DELETE ${virtualCluster}${inShop.slice(ours.length)}`, [], keyOf('root'))
  const { items } = await readAs('alice', 'project=shop')
  expect(items.map(({ user, requestURI }) => [user, requestURI])).toEqual([
    ['loft:user:alice', `${strange}/till?object=/projects/web`],
    ['loft:user:root', `${inShop}/till?dryRun=All`],
  ])
  expect(items[0]).toMatchObject({ userAgent: 'alices/1.0', sourceIP: '127.0.0.1', keyTitle: 'test' })
  expect(JSON.stringify(items[1])).not.toMatch(/127\.0\.0\.1|roots|key/i)
  const lines = await gateway.ask(`GET ${auditPaths.lines}?project=shop`, [], keyOf('alice'))
  expect(lines.body.split('\n').filter(Boolean)).toHaveLength(2)
  expect(lines.body).not.toMatch(/roots\/1\.0|app|dev/)
})

test('what is done in a space or virtual cluster is of its project', async () => {
  await leadBy('alice', 'web')
  await gateway.ask(`DELETE ${space}/api/v1/namespaces/web-s-app/pods/a`, [], keyOf('root'))
  await gateway.ask(`DELETE ${virtualCluster}/api/v1/namespaces/x/pods/b`, [], keyOf('root'))
  await gateway.ask(`DELETE /kubernetes/cluster/east/api/v1/namespaces/web-s-app/pods/c`, [], keyOf('root'))
  const { items } = await readAs('alice', 'project=web&object=pods&limit=2')
  expect(items.map(({ requestURI }) => requestURI.at(-1))).toEqual(['b', 'a'])
})

test.each(['object=shop', 'user=root', 'before=999999999', 'since=2000-01-01T00:00:00Z'])(
  'a filter %s opens nothing of another project',
  async (filter) => {
    await leadBy('alice')
    const { items } = await readAs('alice', `project=shop&limit=500&${filter}`)
    expect(items.every(({ requestURI }) => /loft-p-sho(p|%70)\//.test(requestURI))).toBe(true)
  },
)

test('nobody learns when something was done elsewhere, or under the name before', async () => {
  const entries = (await read()).items
  expect(entries.length).toBeGreaterThan(3)
  await leadBy('alice')
  for (const { time } of entries) {
    const since = encodeURIComponent(new Date(Date.parse(time) + 1).toISOString())
    const page = await readAs('alice', `project=shop&user=nobody&since=${since}`)
    expect(page).toEqual({ items: [] })
  }
  await leadBy('alice', 'shop', new Date(Date.now() + 1000).toISOString())
  expect(await readAs('alice', 'project=shop')).toEqual({ items: [] })
})

test('a project that is not there is refused in the words of one that is another’s', async () => {
  await leadBy('alice')
  const refusals = await Promise.all(
    [auditPaths.page, auditPaths.lines, auditPaths.follow].flatMap((path) =>
      [
        'project=shop',
        'project=web',
        'project=none',
        'project=%2e%2e',
        'project=shop&project=web',
        'object=shop',
        'project=',
        '',
      ].map((query) => gateway.ask(`GET ${path}?${query}`, [], keyOf('bob'))),
    ),
  )
  expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([403]))
  expect(new Set(refusals.map(({ body }) => body)).size).toBe(1)
  const twice = await exchange(
    gateway.port,
    gateway.head(`GET ${auditPaths.page}?project=shop&project=web`, [], keyOf('alice')),
  )
  expect(twice.status).toBe(403)
})

test('who follows a project is told of its entries alone, and no longer once they are no admin of it', async () => {
  await leadBy('alice')
  const client = await openRaw(gateway.port)
  client.write(gateway.head(`GET ${auditPaths.follow}?project=shop`, [], keyOf('alice')))
  expect((await client.head()).status).toBe(200)
  let told = ''
  client.socket.on('data', (bytes: Buffer) => (told += bytes.toString()))
  await gateway.ask(`DELETE ${teams}/red`, [], keyOf('root'))
  await gateway.ask(`DELETE ${virtualCluster}/api/v1/namespaces/x/pods/b`, [], keyOf('root'))
  await gateway.ask(`DELETE ${inShop}/till`, [], keyOf('root'))
  await expect.poll(() => told).toContain('data: 1')
  expect(told.match(/data: 1/g)).toHaveLength(1)
  const closed = new Promise<void>((resolve) => client.socket.once('close', () => resolve()))
  await leadBy('root')
  await closed
  expect((await gateway.ask(`GET ${auditPaths.follow}?project=shop`, [], keyOf('alice'))).status).toBe(403)
})
