import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keyOf, startGateway, type TestGateway } from '#e2e/support/gateway.ts'
import { exchange, openRaw } from '#e2e/support/raw.ts'
import { ownEndpoints } from '#server/gateway/answers/own.ts'
import { routes } from '#server/gateway/routes.ts'

/** Rule 3: one table of routes, each with its rule, and nothing beside it. */

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway()
})
afterEach(() => gateway.recorder.clear())
afterAll(() => gateway.close())

function named(path: string): string {
  const name = path.includes('/space/') ? 'app' : 'dev'
  return path.replace('{cluster}', 'east').replace('{project}', 'web').replace('{name}', name)
}

const concrete = routes.flatMap(({ path, methods, rule }) =>
  (path.endsWith('/*')
    ? [path.slice(0, -2), path.replace('*', 'x'), path.replace('*', 'apis/x/v1/y/z')]
    : [path]
  ).map((path) => ({ path: named(path) || '/', methods, rule })),
)
const all = concrete.flatMap(({ methods, ...route }) => methods.map((method) => ({ ...route, method })))

function send(method: string, path: string, key?: string) {
  const head = gateway.head(`${method} ${path}`, ['Content-Length: 0'], key)
  return method === 'HEAD' ? headOnly(head) : exchange(gateway.port, head)
}

async function headOnly(head: string) {
  const client = await openRaw(gateway.port)
  client.write(head)
  const answer = await client.head()
  client.socket.destroy()
  return answer
}

test.each(all.filter(({ rule }) => rule === 'caller' || ['decided', 'passed', 'used'].includes(rule)))(
  '$method $path ($rule) is 401 without a credential',
  async ({ method, path }) => {
    expect((await send(method, path)).status).toBe(401)
    expect(gateway.recorder.lines()).toEqual([])
  },
)

test.each(all.filter(({ rule }) => rule === 'public' || rule === 'page'))(
  '$method $path ($rule) is open and asks no cluster',
  async ({ method, path }) => {
    expect((await send(method, path)).status).not.toBe(401)
    expect(gateway.recorder.lines()).toEqual([])
  },
)

test('the public list is short and known', () => {
  const open = routes.filter(({ rule }) => rule === 'public' || rule === 'page').map(({ path }) => path)
  expect(open.toSorted()).toEqual([
    '/*',
    '/auth/logout',
    '/auth/methods',
    '/auth/password/login',
    '/auth/session',
    '/healthz',
    '/readyz',
    '/version',
  ])
})

test('metrics are for loopback by a loopback name, or for a caller', async () => {
  const metrics = (host: string, extra = '') =>
    exchange(gateway.port, `GET /metrics HTTP/1.1\r\nHost: ${host}\r\n${extra}\r\n`)
  expect((await metrics(gateway.host)).status).toBe(200)
  expect((await metrics('rebound.example.org')).status).toBe(401)
  const bearer = `Authorization: Bearer ${keyOf('alice')}\r\n`
  expect((await metrics('rebound.example.org', bearer)).status).toBe(200)
})

test.each([
  ['GET', '/kubernetes', 404],
  ['GET', '/kubernetes/cluster', 404],
  ['GET', '/kubernetes/cluster/c1/api/v1/pods', 404],
  ['GET', '/kubernetes/cluster/constructor/api/v1/pods', 404],
  ['GET', '/kubernetes/project/p/space/s/api/v1/pods', 404],
  ['GET', '/kubernetes/project/web/space', 404],
  ['GET', '/kubernetes/project/web/cluster/east/api', 404],
  ['GET', '/kubernetes/project/web/Space/app/api', 404],
  ['GET', '/kubernetes/project/__proto__/virtualcluster/constructor/api', 404],
  ['GET', '/api', 404],
  ['GET', '/api/v1/pods', 404],
  ['GET', '/apis/management.loft.sh/v1/teams', 404],
  ['GET', '/auth', 404],
  ['GET', '/auth/other', 404],
  ['GET', '/metrics/x', 404],
  ['GET', '/auth/session', 405],
  ['DELETE', '/auth/session', 405],
  ['GET', '/auth/logout', 405],
  ['POST', '/healthz', 405],
  ['POST', '/metrics', 405],
  ['POST', '/', 404],
  ['PUT', '/teams', 404],
  ['DELETE', '/debug/pprof', 404],
])('%s %s is not served: %i', async (method, path, code) => {
  const answer = await send(method, path, keyOf('root'))
  expect(answer.status).toBe(code)
  expect(JSON.parse(answer.body)).toMatchObject({ kind: 'Status', code })
  expect(gateway.recorder.lines()).toEqual([])
})

test('fastify serves exactly the routes of the table', async () => {
  const own = await ownEndpoints({
    context: gateway.context,
    terminals: gateway.terminals,
    ready: () => true,
    settings: { origins: [], bind: '', auditFile: '' },
    demoPeople: [],
  })
  const table = routes.filter(({ answerer }) => answerer === 'own' || answerer === 'terminal')
  /** The path so far at each depth of the tree that is printed. */
  const above: string[] = []
  const listed = own
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^(.*)── (\/\S*) \(([A-Z, ]+)\)/.exec(line) ?? []
      if (part === '') return []
      const depth = Math.floor(indent.length / 4)
      above[depth] = `${depth === 0 ? '' : (above[depth - 1] ?? '')}${part.replace(/:(\w+)/, '{$1}')}`
      return [`${above[depth]} ${methods.split(', ').toSorted().join(' ')}`]
    })
  await own.close()
  expect(listed.toSorted()).toEqual(
    table.map(({ path, methods }) => `${path} ${methods.toSorted().join(' ')}`).toSorted(),
  )
})

test('what fastify itself would refuse is a Status too', async () => {
  const answer = await send('POST', '/auth/session/')
  expect(JSON.parse(answer.body)).toMatchObject({ kind: 'Status', status: 'Failure' })
})

test.each(['/', '/healthz', '/teams', '/a/b/apis/management.loft.sh/v1/teams', '/metrics', '/auth/methods'])(
  'only what goes to a cluster is upgraded, %s is not',
  async (path) => {
    const answer = await gateway.ask(
      `GET ${path}?watch=1`,
      [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ],
      keyOf('root'),
    )
    expect([400, 404]).toContain(answer.status)
    expect(gateway.recorder.lines()).toEqual([])
  },
)
