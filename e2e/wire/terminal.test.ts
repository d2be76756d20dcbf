import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyOf, startGateway, type TestGateway } from '#e2e/support/gateway.ts'
import { handshake } from '#e2e/support/upgrades.ts'

/** Where the sandbox is missing: what can be said of kubectl shells without one. */
let gateway: TestGateway

beforeAll(async () => {
  gateway = await startGateway({ programs: '/nowhere' })
})

afterAll(() => gateway.close())

const start = 'POST /terminal/sessions?target=%2Fkubernetes%2Fmanagement'

test('a server without the sandbox says what to install, and starts nothing', async () => {
  const asked = await gateway.ask('GET /terminal', [], keyOf('alice'))
  expect(JSON.parse(asked.body)).toMatchObject({
    possible: false,
    install: expect.stringMatching(/^apt-get install bubblewrap .*socat/),
  })
  const refused = await gateway.ask(start, ['Content-Length: 0'], keyOf('alice'))
  expect(refused.status).toBe(501)
  expect(JSON.parse(refused.body)).toMatchObject({ message: expect.stringContaining('bubblewrap') })
})

test('nothing of it is for who has not signed in', async () => {
  for (const line of ['GET /terminal', start, 'GET /terminal/sessions/any', 'DELETE /terminal/sessions/any'])
    expect((await gateway.ask(line, ['Content-Length: 0'])).status).toBe(401)
  expect((await gateway.ask('GET /terminal/sessions/any', handshake)).status).toBe(401)
})

test('a page elsewhere can start no shell with the cookie, and come into none', async () => {
  const cookie = `Cookie: aerie-${gateway.port}=${keyOf('alice')}`
  const elsewhere = [cookie, 'Origin: https://elsewhere.example', 'Content-Length: 0']
  expect((await gateway.ask(start, elsewhere)).status).toBe(403)
  const upgrade = [...handshake, cookie, 'Origin: https://elsewhere.example']
  expect((await gateway.ask('GET /terminal/sessions/any', upgrade)).status).toBe(403)
  const own = [...handshake, cookie, `Origin: ${gateway.origin}`]
  expect((await gateway.ask('GET /terminal/sessions/any', own)).status).toBe(404)
})
