import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGround, type TestGround } from '#e2e/support/ground.ts'
import { signIn, type Answer, type Person } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import { member, projectOf, spaceOf } from '#e2e/support/tenancy.ts'

/** Fifty creations at once over two servers on one ground: what is left is given out, and no more. */

const root = '/apis/management.loft.sh/v1'

let ground: TestGround
let servers: TestServer[] = []
let admins: Person[] = []

// What is slow, late and busy is where a count goes wrong.
beforeAll(async () => {
  ground = await startGround({ faults: { seed: 11 } })
  servers = await Promise.all([startServer({ ground }), startServer({ ground })])
  admins = await Promise.all(servers.map((server) => signIn(server, 'admin')))
}, 120_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.dispose()))
  await ground.dispose()
})

const everybody = {
  members: [member('User', '*', 'user')],
  allowedClusters: [{ name: '*' }],
  requireTemplate: { disabled: true },
}

async function askAll(project: string): Promise<Answer[]> {
  const path = `${root}/namespaces/loft-p-${project}/spaceinstances`
  return Promise.all(
    Array.from({ length: 50 }, (_, index) => {
      const admin = admins[index % 2]
      if (admin === undefined) throw new Error('there are two servers')
      return admin.ask('POST', path, spaceOf(project, `space-${index}`, { template: {} }))
    }),
  )
}

const scopes = [
  ['the project', 'project'],
  ['each user', 'user'],
] as const

test.each(scopes)('five left for %s admit five', { timeout: 120_000 }, async (_, scope) => {
  const project = `five-${scope}`
  const spec = { ...everybody, quotas: { [scope]: { spaceinstances: '5' } } }
  expect((await admins[0]?.ask('POST', `${root}/projects`, projectOf(project, spec)))?.code).toBe(201)
  await until(
    // The other server knows of the project a moment later.
    async () => (await admins[1]?.ask('GET', `${root}/projects/${project}`))?.code === 200,
    () => 'the other server does not know the project',
  )
  const answers = await askAll(project)
  const codes = answers.map(({ code }) => code)
  expect(codes.filter((code) => code === 201)).toHaveLength(5)
  const refused = answers.filter(({ code }) => code !== 201)
  for (const { body } of refused) {
    expect(body).toMatchObject({ reason: 'Invalid', code: 422 })
    expect(body.details.causes[0]).toMatchObject({ field: 'metadata.name' })
    expect(body.details.causes[0].message).toContain('spaceinstances')
  }
  const { items } =
    (await admins[0]?.ask('GET', `${root}/namespaces/loft-p-${project}/spaceinstances`))?.body ?? {}
  expect(items).toHaveLength(5)
  await until(
    async () => {
      const { status } = (await admins[1]?.ask('GET', `${root}/projects/${project}`))?.body ?? {}
      return status?.quotas?.project?.used?.spaceinstances === '5'
    },
    () => 'the quota is not what a recount says',
  )
})
