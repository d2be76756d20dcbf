import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGround, type TestGround } from '#e2e/support/ground.ts'
import { signIn } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'

let ground: TestGround
let servers: TestServer[]

beforeAll(async () => {
  ground = await startGround()
  servers = await Promise.all([startServer({ ground }), startServer({ ground })])
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.dispose()))
  await ground.dispose()
})

test('two servers stand on one ground, and what is made on one is there on the other', async () => {
  const [one, two] = await Promise.all(servers.map((server) => signIn(server, 'admin')))
  const made = await one?.ask('POST', '/apis/management.loft.sh/v1/teams', {
    apiVersion: 'management.loft.sh/v1',
    kind: 'Team',
    metadata: { name: 'red' },
    spec: { displayName: 'Red' },
  })
  expect(made?.code).toBe(201)
  await until(
    async () => (await two?.ask('GET', '/apis/management.loft.sh/v1/teams/red'))?.code === 200,
    () => 'the second server does not know the team',
  )
})
