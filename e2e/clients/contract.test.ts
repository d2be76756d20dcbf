import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { StoredKind } from '#api/kind.ts'
import { kinds } from '#api/kinds.ts'
import { project } from '#api/kinds/project.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { structural } from '#api/structural.ts'
import { apiVersionOf } from '#kube/types.ts'
import { onManagementCluster } from '#e2e/support/management-cluster.ts'
import { makeOutsider, signIn, type Person } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import { fixtures } from './fixtures/all.ts'
import { missingFields } from './fixtures/missing-fields.ts'

/** What every kind does, for somebody who may and for somebody who may not; a new kind is covered by being registered. */

const merge = { 'content-type': 'application/merge-patch+json' }

/** Kinds in a namespace are tried in that of a project. */
const namespaceOf = (kind: StoredKind, name = 'contract') =>
  kind.scope === 'Namespaced' ? projectNamespace(name) : undefined

/** What is made of nothing is refused. */
const needed = ({ kind }: StoredKind) =>
  kind === 'SpaceInstance' || kind === 'VirtualClusterInstance' ? { template: {} } : {}

let server: TestServer
let admin: Person
let outsider: Person

beforeAll(async () => {
  // A simulated cluster is no kinder than a real one: this ground ends watches, answers 429 and is late.
  server = await startServer({ env: { AERIE_FAULTS: '7' } })
  admin = await signIn(server, 'admin')
  outsider = await makeOutsider(server, admin)
  await makeProject({ name: 'contract', spec: {} })
})
afterAll(() => server.dispose())

/** A project, with its namespace should nobody have made that yet. */
async function makeProject({ name, spec }: { name: string; spec: object }) {
  const body = { apiVersion: apiVersionOf(project), kind: project.kind, metadata: { name }, spec }
  const made = await admin.ask('POST', `${collectionPath(project)}?fieldValidation=Strict`, body)
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: projectNamespace(name) } }
  await onManagementCluster(server, (client) =>
    client.apply(`/api/v1/namespaces/${namespace.metadata.name}`, namespace),
  )
  return made
}

// At once, since most of the time goes in waiting for what the ground refused: each test has names of its own.
describe.concurrent.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (_, kind) => {
  const collection = collectionPath(kind, namespaceOf(kind))
  const path = (name: string) => objectPath(kind, name, namespaceOf(kind))
  const body = (name: string, spec: object = { displayName: 'As sent' }) => ({
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: { name },
    spec: { ...needed(kind), ...spec },
  })
  const status = (code: number, reason: string) => expect.objectContaining({ kind: 'Status', code, reason })
  const namesIn = (list: { items: { metadata: { name: string } }[] }) =>
    list.items.map(({ metadata }) => metadata.name)

  /** What has a finalizer is gone when that has done its work. */
  async function remove(name: string): Promise<void> {
    expect((await admin.ask('DELETE', path(name))).code).toBe(200)
    await until(
      async () => (await admin.ask('GET', path(name))).code === 404,
      () => `${kind.plural} ${name} is still there`,
    )
  }

  /** As clients do: read, change, and begin again where somebody else was faster. */
  async function update(name: string, spec: object) {
    for (;;) {
      const { body: now } = await admin.ask('GET', path(name))
      const answer = await admin.ask('PUT', path(name), { ...now, spec: { ...now.spec, ...spec } })
      if (answer.code !== 409) return { before: now, answer }
    }
  }

  test('is created, read, listed and deleted', async () => {
    const made = await admin.ask('POST', collection, body('contract-one'))
    expect(made.code).toBe(201)
    expect(made.body.metadata).toMatchObject({
      name: 'contract-one',
      generation: 1,
      uid: expect.any(String),
    })
    expect((await admin.ask('GET', path('contract-one'))).body).toMatchObject({
      metadata: { uid: made.body.metadata.uid },
      spec: made.body.spec,
    })
    for (const place of new Set([collection, collectionPath(kind)])) {
      const list = await admin.ask('GET', place)
      expect(list.body).toMatchObject({ kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind) })
      expect(namesIn(list.body)).toContain('contract-one')
    }
    await remove('contract-one')
    expect((await admin.ask('GET', path('contract-one'))).body).toEqual(status(404, 'NotFound'))
  })

  test('refuses the same name twice, a wrong type, an unknown field when strict, and a stale update', async () => {
    await admin.ask('POST', collection, body('contract-two'))
    expect((await admin.ask('POST', collection, body('contract-two'))).body).toEqual(
      status(409, 'AlreadyExists'),
    )
    expect((await admin.ask('POST', collection, body('contract-bad', { displayName: 5 }))).body).toEqual(
      status(422, 'Invalid'),
    )
    const strict = `${collection}?fieldValidation=Strict`
    expect((await admin.ask('POST', strict, body('contract-bad', { displayNane: 'x' }))).body).toEqual(
      status(400, 'BadRequest'),
    )
    const { before, answer } = await update('contract-two', { displayName: 'Changed' })
    expect(answer.code).toBe(200)
    expect((await admin.ask('PUT', path('contract-two'), before)).body).toEqual(status(409, 'Conflict'))
    await remove('contract-two')
  })

  test('is patched, and a null takes a field away', async () => {
    await admin.ask('POST', collection, body('contract-three', { displayName: 'One', description: 'Two' }))
    const patched = await admin.ask('PATCH', path('contract-three'), { spec: { description: null } }, merge)
    expect(patched.body.spec).toMatchObject({ displayName: 'One' })
    expect(patched.body.spec).not.toHaveProperty('description')
    await remove('contract-three')
  })

  test('tells a watch of what is made, changed and deleted', async () => {
    // An unkind ground ends watches and forgets what was: then a client lists and watches again.
    for (let attempt = 0; ; attempt++) {
      const name = `contract-four-${attempt}`
      const { resourceVersion } = (await admin.ask('GET', collection)).body.metadata
      await admin.ask('POST', collection, body(name))
      await admin.ask('PATCH', path(name), { spec: { displayName: 'Again' } }, merge)
      await remove(name)
      const since = `?watch=true&resourceVersion=${resourceVersion}&timeoutSeconds=1`
      const watched = await admin.ask('GET', collection + since)
      const events = eventsIn(String(watched.body))
      if (attempt < 5 && (watched.code === 410 || events.some(({ type }) => type === 'ERROR'))) continue
      const mine = events.filter(({ object }) => object.metadata.name === name)
      expect(mine.map(({ type }) => type)).toEqual([
        'ADDED',
        ...mine.slice(1, -1).map(() => 'MODIFIED'),
        'DELETED',
      ])
      expect(mine.map(({ object }) => object.spec?.displayName)).toContain('Again')
      return
    }
  })

  test('is hidden from somebody without rights, who may not make one either', async () => {
    await admin.ask('POST', collection, body('contract-five'))
    expect((await outsider.ask('GET', path('contract-five'))).body).toEqual(status(404, 'NotFound'))
    expect((await outsider.ask('DELETE', path('contract-five'))).body).toEqual(status(404, 'NotFound'))
    expect((await outsider.ask('POST', collection, body('contract-six'))).body).toEqual(
      // In a project that they do not see there is nothing that could refuse.
      kind.scope === 'Namespaced' ? status(404, 'NotFound') : status(403, 'Forbidden'),
    )
    for (const place of new Set([collection, collectionPath(kind)])) {
      const list = await outsider.ask('GET', place)
      expect(list.code).toBe(200)
      expect(namesIn(list.body)).not.toContain('contract-five')
    }
    await remove('contract-five')
  })

  test('can be generated a name for', async () => {
    const made = await admin.ask('POST', collection, { ...body(''), metadata: { generateName: 'gen-' } })
    expect(made.body.metadata.name).toMatch(/^gen-[a-z0-9]{5}$/)
    await remove(made.body.metadata.name)
  })
})

const inOrder = fixtures.flatMap(([plural, all]) =>
  kinds.filter((kind) => kind.plural === plural).map((kind) => [kind.kind, kind, all] as const),
)

describe.each(inOrder)('every field of %s', (_, kind, all) => {
  test('comes back as it was sent', async () => {
    for (const { name, spec } of all) {
      const made =
        kind.plural === project.plural
          ? await makeProject({ name, spec })
          : await admin.ask(
              'POST',
              `${collectionPath(kind, namespaceOf(kind, 'contract-project'))}?fieldValidation=Strict`,
              { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata: { name }, spec },
            )
      expect(made.code, JSON.stringify(made.body)).toBe(201)
      expect(made.body.spec).toEqual(spec)
      const { body: read } = await admin.ask(
        'GET',
        objectPath(kind, name, namespaceOf(kind, 'contract-project')),
      )
      expect(read.spec).toEqual(spec)
    }
  })

  test('comes back from the status, which is for administrators to write', async () => {
    for (const { name, status, told = [] } of all) {
      const path = `${objectPath(kind, name, namespaceOf(kind, 'contract-project'))}/status`
      expect((await outsider.ask('PATCH', path, { status }, merge)).code).toBe(404)
      const written = await admin.ask('PATCH', path, { status }, merge)
      expect(written.code).toBe(200)
      const kept = Object.entries(status).filter(([field]) => !told.includes(field))
      expect(written.body.status ?? {}).toMatchObject(Object.fromEntries(kept))
    }
  })
})

test.each(kinds.map((kind) => [kind.kind, kind] as const))('the fixture of %s has every field', (_, kind) => {
  const found = fixtures.find(([plural]) => plural === kind.plural)?.[1] ?? []
  const shape = (schema: z.ZodMiniType) => structural(z.toJSONSchema(schema))
  expect(
    missingFields(
      shape(kind.schema.spec),
      found.map(({ spec }) => spec),
    ),
  ).toEqual([])
  expect(
    missingFields(
      shape(kind.schema.status),
      found.map(({ status }) => status),
    ),
  ).toEqual([])
})

function eventsIn(
  text: string,
): { type: string; object: { metadata: { name?: string }; spec?: { displayName?: string } } }[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
