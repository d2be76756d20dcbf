import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ledger, type Ledger } from '#api/kinds/ledger.ts'
import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import type { Change } from '#api/quota.ts'
import { createFaults } from '#api-mock/faults.ts'
import { startClusters } from '#api-mock/server.ts'
import type { RunningServer } from '#api-mock/server.ts'
import { StatusError } from '#kube/status.ts'
import { until } from '#e2e/support/server.ts'
import { clientOf, orAbsent, type Client } from '#server/cluster/client.ts'
import { connect, type Connection } from '#server/cluster/connection.ts'
import { install } from '#server/controllers/install.ts'
import { openLedgers } from '#server/quota/ledger.ts'

/** The ledger of a project on a management cluster, with servers that know nothing of each other. */

let clusters: RunningServer
const connections: Connection[] = []
let client: Client

function connectAgain(): Client {
  const connection = connect({
    origin: `http://127.0.0.1:${clusters.port}`,
    prefix: '/management',
    ca: '',
    authorization: 'Bearer token',
  })
  connections.push(connection)
  return clientOf(connection)
}

beforeAll(async () => {
  const users = new Map([['token', { username: 'aerie', groups: ['system:masters'] }]])
  const options = { path: ':memory:', encryptionKey: randomBytes(32), users, faults: createFaults(7) }
  clusters = await startClusters({ clusters: { management: options } })
  client = connectAgain()
  const [connection] = connections
  if (connection !== undefined) await install(connection)
})
afterAll(async () => {
  await Promise.all(connections.map(({ dispatcher }) => dispatcher.destroy()))
  await clusters.close()
})

async function makeProject(name: string, quotas: object): Promise<void> {
  await client.create(collectionPath(project), {
    apiVersion: 'management.loft.sh/v1',
    kind: 'Project',
    metadata: { name },
    spec: { quotas },
  })
  const namespace = projectNamespace(name)
  await client.create('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  })
}

const create = (name: string): Change => ({
  operation: 'create',
  key: `spaceinstances/${name}`,
  after: { owner: { user: 'ada' }, active: true },
})

const read = (name: string) => orAbsent(client.get<Ledger>(objectPath(ledger, name, 'aerie-system')))

test('50 creations at once against 5 left, over two servers, admit exactly 5', async () => {
  await makeProject('busy', { project: { spaceinstances: '5' } })
  const servers = [openLedgers(connectAgain()), openLedgers(connectAgain())]
  const began = performance.now()
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, async (_, number) =>
      servers[number % 2]?.reserve('busy', create(`s-${number}`)),
    ),
  )
  expect(performance.now() - began).toBeLessThan(10_000)
  const refused = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason as unknown] : [],
  )
  expect(refused).toHaveLength(45)
  for (const error of refused) expect(error).toBeInstanceOf(StatusError)
  expect(new Set(refused.map((error) => (error as StatusError).code))).toEqual(new Set([422]))
  expect(Object.keys((await read('busy'))?.spec.entries ?? {})).toHaveLength(5)
})

test('an entry is given back when its instance is gone, and the ledger goes with its project', async () => {
  await makeProject('brief', { project: { spaceinstances: '1' } })
  const opened = openLedgers(client)
  await opened.ensure('brief')
  await opened.reserve('brief', create('one'))
  const spaces = collectionPath(spaceInstance, projectNamespace('brief'))
  await client.create(spaces, {
    apiVersion: 'management.loft.sh/v1',
    kind: 'SpaceInstance',
    metadata: { name: 'one' },
    spec: {},
  })
  await expect(opened.reserve('brief', create('one'))).rejects.toMatchObject({ code: 409 })
  await opened.release('brief', 'spaceinstances/one')
  await expect(opened.reserve('brief', create('two'))).rejects.toMatchObject({ code: 422 })

  await client.remove(`${spaces}/one`)
  await opened.release('brief', 'spaceinstances/one')
  await opened.reserve('brief', create('two'))
  expect(Object.keys((await opened.read('brief'))?.spec.entries ?? {})).toEqual(['spaceinstances/two'])

  await client.remove(objectPath(project, 'brief'))
  await until(
    async () => (await read('brief')) === undefined,
    () => 'the ledger outlives its project',
  )
})
