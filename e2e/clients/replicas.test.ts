import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGround, type TestGround } from '#e2e/support/ground.ts'
import { signIn, type Person } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import { clientOf, type Client } from '#server/cluster/client.ts'
import { connectionFrom, type Connection } from '#server/cluster/connection.ts'
import type { Lease } from '#server/controllers/lease.ts'

/** Two servers over one ground: everything is there on both, and exactly one acts. */

let ground: TestGround
let connection: Connection
let management: Client
let servers: TestServer[] = []
let admins: Person[]

beforeAll(async () => {
  ground = await startGround()
  connection = connectionFrom(ground.kubeconfigs['management'] ?? '')
  management = clientOf(connection)
  servers = await Promise.all([startServer({ ground }), startServer({ ground })])
  admins = await Promise.all(servers.map((server) => signIn(server, 'admin')))
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.dispose()))
  await connection.dispatcher.destroy()
  await ground.dispose()
})

const root = '/apis/management.loft.sh/v1'

async function make(by: number, plural: string, kind: string, name: string, spec: object): Promise<void> {
  const body = { apiVersion: 'management.loft.sh/v1', kind, metadata: { name }, spec }
  expect((await admins[by]?.ask('POST', `${root}/${plural}`, body))?.code).toBe(201)
}

async function idOf({ dataDir }: TestServer): Promise<string> {
  const about = JSON.parse(await readFile(join(dataDir, 'aerie.json'), 'utf8')) as { instanceID: string }
  return about.instanceID
}

async function lease(): Promise<NonNullable<Lease['spec']>> {
  const path = '/apis/coordination.k8s.io/v1/namespaces/aerie-system/leases/aerie-controllers'
  return (await management.get<Lease>(path)).spec ?? {}
}

/** Waits until one server leads, and gives the milliseconds that this took. */
async function leads(server: TestServer, within: number): Promise<number> {
  const began = Date.now()
  const id = await idOf(server)
  await until(
    async () => (await lease()).holderIdentity === id,
    () => `it does not lead:\n${server.output()}`,
    within,
  )
  return Date.now() - began
}

/** Waits until a user, seen by one server, is in a team: somebody acts. */
async function knowsTeam(by: number, name: string, team: string): Promise<void> {
  await until(
    async () => (await admins[by]?.ask('GET', `${root}/users/${name}`))?.body.status?.teams?.includes(team),
    () => `${name} does not know team ${team}:\n${servers.map((server) => server.output()).join('\n')}`,
  )
}

test('what is made on one server is there on the other, and one of them acts on it', async () => {
  await make(0, 'users', 'User', 'maya', {})
  await make(1, 'teams', 'Team', 'red', { users: ['maya'] })
  for (const by of [0, 1]) await knowsTeam(by, 'maya', 'red')
  const ids = await Promise.all(servers.map(idOf))
  expect(ids[0]).not.toBe(ids[1])
  expect(ids).toContain((await lease()).holderIdentity)
})

test('the other acts soon after the one that did was killed, and at once after a clean stop', async () => {
  const { holderIdentity } = await lease()
  const first = holderIdentity === (await idOf(servers[0] as TestServer)) ? 0 : 1
  const [leader, other] = [servers[first], servers[1 - first]]
  if (leader === undefined || other === undefined) throw new Error('there are two servers')
  await leader.stop('SIGKILL')
  expect(await leads(other, 30_000)).toBeLessThan(20_000)
  await make(1 - first, 'teams', 'Team', 'green', { users: ['maya'] })
  await knowsTeam(1 - first, 'maya', 'green')
  await leader.start()
  await other.stop()
  // A lease that was not given back is good for another 15 s.
  expect(await leads(leader, 20_000)).toBeLessThan(8_000)
  expect((await lease()).leaseTransitions).toBe(2)
  await make(first, 'teams', 'Team', 'blue', { users: ['maya'] })
  await knowsTeam(first, 'maya', 'blue')
  await other.start()
})

test('a server that was killed takes its own lease over at once', async () => {
  const { holderIdentity } = await lease()
  const index = holderIdentity === (await idOf(servers[0] as TestServer)) ? 0 : 1
  await servers[index]?.stop('SIGKILL')
  await servers[index]?.start()
  await make(index, 'teams', 'Team', 'grey', { users: ['maya'] })
  const began = Date.now()
  await knowsTeam(index, 'maya', 'grey')
  expect(Date.now() - began).toBeLessThan(8_000)
  expect((await lease()).leaseTransitions).toBe(2)
})
