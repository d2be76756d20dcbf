import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditPaths, type AuditPage } from '#api/audit.ts'
import { settingsPath } from '#api/settings.ts'
import { keyOf, startGateway, teams, type TestGateway } from '#e2e/support/gateway.ts'
import { openRaw } from '#e2e/support/raw.ts'
import { jsonAnswer } from '#e2e/support/recorder.ts'

/** Platform admins read what was noted, with what came of it; nobody else does. */

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
