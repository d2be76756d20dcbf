import { afterAll, beforeAll, expect, test } from 'vitest'
import { onCluster, signIn, type Person } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import { member, projectOf, spaceOf, templateOf, virtualClusterOf } from '#e2e/support/tenancy.ts'

/**
 * Killed at a random moment of a hundred creations, everything that was acknowledged comes to its end, nothing is
 * left without an owner, and the quota is what a recount says. AERIE_CRASH_ROUNDS says how often; once unless given.
 */
const rounds = Number(process.env['AERIE_CRASH_ROUNDS'] ?? 1)

const root = '/apis/management.loft.sh/v1'
const clusters = ['eu-west', 'us-east', 'staging']

let server: TestServer

beforeAll(async () => {
  server = await startServer({ seed: 'empty' })
  const admin = await signIn(server, 'admin')
  const project = projectOf('crash', {
    members: [member('User', 'admin', 'admin')],
    allowedClusters: [{ name: '*' }],
    allowedTemplates: [{ kind: 'SpaceTemplate', group: 'storage.loft.sh', name: '*' }],
    requireTemplate: { disabled: true },
    quotas: { project: { spaceinstances: '1000', virtualclusterinstances: '1000' } },
  })
  expect((await admin.ask('POST', `${root}/projects`, project)).code).toBe(201)
  const plain = templateOf('SpaceTemplate', 'plain', { template: { objects: configMap } })
  expect((await admin.ask('POST', `${root}/spacetemplates`, plain)).code).toBe(201)
}, 120_000)
afterAll(() => server.dispose())

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: told\n'

const plurals = { space: 'spaceinstances', virtual: 'virtualclusterinstances' } as const

/** Ninety spaces, eight virtual clusters, and two spaces that can only fail. */
function wanted(round: number, index: number): { plural: string; name: string; body: object } {
  const name = `r${round}-${index}`
  if (index % 12 === 0) {
    const values = { helmRelease: { values: '' } }
    return { plural: plurals.virtual, name, body: virtualClusterOf('crash', name, { template: values }) }
  }
  const spec =
    index % 50 === 1 ? { template: { objects: 'kind: Nothing\n' } } : { templateRef: { name: 'plain' } }
  return { plural: plurals.space, name, body: spaceOf('crash', name, spec) }
}

interface Instance {
  metadata: { name: string }
  status?: { phase?: string; reason?: string; message?: string }
}

test.each(Array.from({ length: rounds }, (_, round) => round))(
  'round %i',
  { timeout: 180_000 },
  async (round) => {
    let admin = await signIn(server, 'admin')
    const acknowledged: string[] = []
    const path = `${root}/namespaces/loft-p-crash`
    const creations = Array.from({ length: 100 }, async (_, index) => {
      const { plural, name, body } = wanted(round, index)
      const made = await admin.ask('POST', `${path}/${plural}`, body).catch(() => undefined)
      if (made?.code === 201) acknowledged.push(`${plural}/${name}`)
    })
    const moment = Math.random() * 2_500
    await new Promise((resolve) => setTimeout(resolve, moment))
    await server.stop('SIGKILL')
    await Promise.all(creations)
    await server.start()
    const restarted = Date.now()
    admin = await signIn(server, 'admin')
    const all = async (plural: string): Promise<Instance[]> =>
      (await admin.ask('GET', `${path}/${plural}`)).body.items as Instance[]

    let unsettled: string[] = []
    await until(
      async () => {
        const found = new Map<string, Instance>()
        for (const plural of Object.values(plurals))
          for (const each of await all(plural)) found.set(`${plural}/${each.metadata.name}`, each)
        unsettled = acknowledged.filter((key) => {
          const { phase, reason = '' } = found.get(key)?.status ?? {}
          return phase !== 'Ready' && !(phase === 'Failed' && reason !== '')
        })
        return unsettled.length === 0
      },
      () =>
        `killed after ${Math.round(moment)} ms, ${acknowledged.length} acknowledged, not settled: ${unsettled.join(', ')}`,
      30_000 - (Date.now() - restarted),
    )
    await until(
      async () => (await leftovers(admin)).length === 0,
      () => 'something is without an owner',
      30_000 - (Date.now() - restarted),
    ).catch(async () => expect(await leftovers(admin)).toEqual([]))
    for (const plural of Object.values(plurals)) {
      const { items } = (await admin.ask('GET', `${path}/${plural}`)).body as { items: Instance[] }
      await Promise.all(
        items.map(({ metadata }) => admin.ask('DELETE', `${path}/${plural}/${metadata.name}`)),
      )
    }
    await until(
      async () => (await all(plurals.space)).length + (await all(plurals.virtual)).length === 0,
      () => 'not everything was deleted',
      60_000,
    )
    await until(
      async () => (await leftovers(admin)).length === 0,
      () => 'something stays behind',
      30_000,
    ).catch(async () => expect(await leftovers(admin)).toEqual([]))
  },
)

/** What has no owner: host namespaces without their instance, and quota that no instance uses, or that misses one. */
async function leftovers(admin: Person): Promise<string[]> {
  const path = `${root}/namespaces/loft-p-crash`
  const names = async (plural: string) =>
    ((await admin.ask('GET', `${path}/${plural}`)).body.items as Instance[]).map(
      ({ metadata }) => metadata.name,
    )
  const spaces = await names(plurals.space)
  const virtual = await names(plurals.virtual)
  const found: string[] = []
  const { used = {} } = (await admin.ask('GET', `${root}/projects/crash`)).body.status.quotas.project
  for (const [key, count] of [
    [plurals.space, spaces.length],
    [plurals.virtual, virtual.length],
  ] as const)
    if (Number(used[key] ?? 0) !== count) found.push(`quota ${key}: ${used[key]} instead of ${count}`)
  for (const name of clusters) {
    const cluster = await onCluster(server, admin, name)
    const query = '?labelSelector=loft.sh%2Fproject%3Dcrash'
    const { items } = (await cluster.ask('GET', `/api/v1/namespaces${query}`)).body as {
      items: { metadata: { name: string; labels: Record<string, string> } }[]
    }
    for (const { metadata } of items) {
      const space = metadata.labels['loft.sh/space-instance-name']
      const inside = metadata.labels['loft.sh/vcluster-instance-name']
      if (space !== undefined ? !spaces.includes(space) : inside === undefined || !virtual.includes(inside))
        found.push(`namespace ${metadata.name} on ${name}`)
    }
  }
  return found
}
