import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ledger, LedgerEntry } from '#api/kinds/ledger.ts'
import { usageOf, type Change } from '#api/quota.ts'
import { conflict, internalError, notFound, StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Client } from '#server/cluster/client.ts'
import { openLedgers, reservedFor, type Ledgers } from './ledger.ts'

const ledgers = '/apis/aerie.dev/v1/namespaces/aerie-system/ledgers'
const ledgerPath = `${ledgers}/red`
const projectPath = '/apis/management.loft.sh/v1/projects/red'
const instances = '/apis/management.loft.sh/v1/namespaces/loft-p-red'
const subject = { group: 'test', plural: 'objects' }

/** An API server of objects by their path, each call of which takes as many turns as `turns` says. */
function testServer(turns: () => number = () => 1) {
  const stored = new Map<string, KubeObject>()
  let version = 0
  const server = {
    writes: 0,
    failure: undefined as StatusError | undefined,
    put,
    remove,
    client: client(),
    stored,
  }

  function put(path: string, object: object): KubeObject {
    const { metadata, ...rest } = object as KubeObject
    version += 1
    const whole = { ...rest, metadata: { ...metadata, resourceVersion: String(version) } }
    stored.set(path, whole)
    return whole
  }
  function remove(path: string): void {
    stored.delete(path)
  }
  async function answer<T>(effect: () => KubeObject): Promise<T> {
    for (let turn = turns(); turn > 0; turn--) await new Promise(setImmediate)
    if (server.failure !== undefined) throw server.failure
    const object = structuredClone(effect())
    for (let turn = turns(); turn > 0; turn--) await new Promise(setImmediate)
    return object as T
  }
  function existing(path: string): KubeObject {
    const found = stored.get(path)
    if (found === undefined) throw notFound(subject)
    return found
  }
  function write(path: string, body: unknown): KubeObject {
    server.writes += 1
    return put(path, body as KubeObject)
  }
  function client(): Pick<Client, 'get' | 'create' | 'replace'> {
    return {
      get: <T>(path: string) => answer<T>(() => existing(path)),
      create: <T>(collection: string, body: unknown) =>
        answer<T>(() => {
          const path = `${collection}/${(body as KubeObject).metadata.name}`
          if (stored.has(path)) throw conflict(subject, 'it is there')
          return write(path, body)
        }),
      replace: <T>(path: string, body: unknown) =>
        answer<T>(() => {
          const { resourceVersion } = (body as KubeObject).metadata
          if (existing(path).metadata.resourceVersion !== resourceVersion)
            throw conflict(subject, 'it changed')
          return write(path, body)
        }),
    }
  }
  return server
}

type TestServer = ReturnType<typeof testServer>

function putProject(server: TestServer, quotas: object, uid = 'uid-red'): void {
  server.put(projectPath, { kind: 'Project', metadata: { name: 'red', uid }, spec: { quotas } })
}

function withProject(quotas: object = {}, turns?: () => number): TestServer {
  const server = testServer(turns)
  putProject(server, quotas)
  return server
}

function entriesOf(server: TestServer): Record<string, LedgerEntry> {
  return (server.stored.get(ledgerPath) as Ledger | undefined)?.spec.entries ?? {}
}

const create = (name: string, user = 'ada', active = true): Change => ({
  operation: 'create',
  key: `spaceinstances/${name}`,
  after: { owner: { user }, active },
})

const codeOf = (answer: Promise<unknown> = Promise.reject(new Error('there is no ledger'))) =>
  answer.then(
    () => 200,
    (error: unknown) => (error instanceof StatusError ? error.code : error),
  )

async function admitted(answers: Promise<unknown>[]): Promise<number> {
  const codes = await Promise.all(answers.map(codeOf))
  expect(codes.filter((code) => code !== 200 && code !== 422)).toEqual([])
  return codes.filter((code) => code === 200).length
}

/** How many turns each call takes, as numbers that a failed run shows. */
const anyTurns = fc.array(fc.nat(4), { minLength: 5, maxLength: 40 }).map((all) => {
  let at = 0
  return () => all[at++ % all.length] ?? 0
})

describe('at once', () => {
  test('50 reservations over two servers against 5 left admit exactly 5', async () => {
    await fc.assert(
      fc.asyncProperty(anyTurns, async (turns) => {
        const server = withProject({ project: { spaceinstances: '7' } }, turns)
        const both = [openLedgers(server.client), openLedgers(server.client)] as const
        await both[0].reserve('red', create('x'))
        await both[1].reserve('red', create('y'))
        const answers = Array.from({ length: 50 }, (_, number) =>
          both[number % 2 === 0 ? 0 : 1].reserve('red', create(`new-${number}`)),
        )
        expect(await admitted(answers)).toBe(5)
        expect(Object.keys(entriesOf(server))).toHaveLength(7)
      }),
      { numRuns: 30 },
    )
  })

  test('those of one server that wait for a write share the next one', async () => {
    const server = withProject()
    const opened = openLedgers(server.client)
    const answers = Array.from({ length: 50 }, (_, number) => opened.reserve('red', create(`new-${number}`)))
    expect(await admitted(answers)).toBe(50)
    expect(server.writes).toBeLessThanOrEqual(2)
    expect(Object.keys(entriesOf(server))).toHaveLength(50)
  })

  test('whatever happens in whatever order, the ledger has what was admitted and keeps the limits', async () => {
    const step = fc.record({
      by: fc.nat(1),
      name: fc.nat(6).map((number) => `s${number}`),
      user: fc.constantFrom('ada', 'bob'),
      what: fc.constantFrom('create', 'create', 'wake', 'sleep', 'delete'),
    })
    await fc.assert(
      fc.asyncProperty(anyTurns, fc.array(step, { maxLength: 40 }), async (turns, steps) => {
        const quotas = {
          project: { spaceinstances: '4', 'spaceinstances.active': '2' },
          user: { spaceinstances: '3' },
        }
        const server = withProject(quotas, turns)
        // Each look at the clock sees another time, so that what happens later is known to be later.
        let time = 0
        const now = () => (time += 2000)
        const both = [openLedgers(server.client, now), openLedgers(server.client, now)]
        await Promise.all(steps.map((each) => live(server, both[each.by], each, now)))
        const usage = usageOf(entriesOf(server))
        expect(usage.project.get('spaceinstances') ?? 0).toBeLessThanOrEqual(4)
        expect(usage.project.get('spaceinstances.active') ?? 0).toBeLessThanOrEqual(2)
        for (const counts of usage.users.values())
          expect(counts.get('spaceinstances') ?? 0).toBeLessThanOrEqual(3)
        const there = [...server.stored.keys()].filter((path) => path.startsWith(instances))
        const counted = Object.keys(entriesOf(server)).map((key) => `${instances}/${key}`)
        expect(counted).toEqual(expect.arrayContaining(there))
      }),
      { numRuns: 50 },
    )
  })
})

/** What a server does for one request, with what it stores besides the ledger. */
async function live(
  server: TestServer,
  opened: Ledgers | undefined,
  { name, user, what }: { name: string; user: string; what: string },
  now: () => number,
): Promise<void> {
  const key = `spaceinstances/${name}`
  const path = `${instances}/${key}`
  if (what === 'create') {
    const { after } = create(name, user)
    const admitted = (await codeOf(opened?.reserve('red', { operation: 'create', key, after }))) === 200
    // Whoever finds the reservation taken over meanwhile has waited for longer than it is good.
    if (admitted && entriesOf(server)[key] !== undefined) server.put(path, { metadata: { name } })
  } else if (server.stored.has(path)) {
    if (what === 'delete') {
      server.remove(path)
      await opened?.release('red', key, new Date(now()).toISOString())
    } else {
      const { after } = create(name, user, what === 'wake')
      expect([200, 422]).toContain(await codeOf(opened?.reserve('red', { operation: 'update', key, after })))
    }
  }
}

describe('a reservation', () => {
  test('makes the ledger where there is none, owned by the project', async () => {
    const server = withProject()
    await openLedgers(server.client, () => 0).reserve('red', create('a'))
    expect(server.stored.get(ledgerPath)).toMatchObject({
      apiVersion: 'aerie.dev/v1',
      kind: 'Ledger',
      metadata: {
        name: 'red',
        namespace: 'aerie-system',
        ownerReferences: [
          { apiVersion: 'management.loft.sh/v1', kind: 'Project', name: 'red', uid: 'uid-red' },
        ],
      },
      spec: {
        entries: {
          'spaceinstances/a': { owner: { user: 'ada' }, active: true, since: '1970-01-01T00:00:00.000Z' },
        },
      },
    })
  })

  test('gives the numbers; a dry run gives them too and writes nothing', async () => {
    const server = withProject({ project: { spaceinstances: '1' }, user: { 'spaceinstances.active': '4' } })
    const opened = openLedgers(server.client)
    const numbers = [
      { scope: 'project', key: 'spaceinstances', limit: 1, used: 0, after: 1 },
      { scope: 'per-user', who: 'ada', key: 'spaceinstances.active', limit: 4, used: 0, after: 1 },
    ]
    expect(await opened.reserve('red', create('a'), { dryRun: true })).toEqual(numbers)
    expect(server.writes).toBe(0)
    expect(await opened.reserve('red', create('a'))).toEqual(numbers)
    expect(await codeOf(opened.reserve('red', create('b'), { dryRun: true }))).toBe(422)
  })

  test('a limit counts as soon as it is lowered, and as soon as it is raised', async () => {
    const server = withProject({ project: { spaceinstances: '5' } })
    const opened = openLedgers(server.client)
    await opened.reserve('red', create('a'))
    putProject(server, { project: { spaceinstances: '1' } })
    expect(await codeOf(opened.reserve('red', create('b')))).toBe(422)
    putProject(server, { project: { spaceinstances: '2' } })
    expect(await codeOf(opened.reserve('red', create('b')))).toBe(200)
  })

  test('of what is reserved alike writes nothing, and an instance that came another way is entered', async () => {
    const server = withProject({ project: { spaceinstances: '1' } })
    const opened = openLedgers(server.client)
    const start = { ...create('a'), operation: 'update' } as const
    await opened.reserve('red', start)
    await opened.reserve('red', start)
    expect(server.writes).toBe(1)
    expect(await codeOf(opened.reserve('red', { ...create('b'), operation: 'update' }))).toBe(422)
  })

  test('changes owner and template, and keeps its time', async () => {
    const server = withProject()
    await openLedgers(server.client, () => 0).reserve('red', create('a'))
    const after = { owner: { team: 'red' }, template: 'small', active: false }
    await openLedgers(server.client).reserve('red', { operation: 'update', key: 'spaceinstances/a', after })
    expect(entriesOf(server)['spaceinstances/a']).toEqual({ ...after, since: '1970-01-01T00:00:00.000Z' })
  })

  test('a name is taken while its instance is there or may be on its way, and then free', async () => {
    const server = withProject()
    let time = 1_000_000
    const opened = openLedgers(server.client, () => time)
    await opened.reserve('red', create('a', 'ada'))
    await expect(opened.reserve('red', create('a', 'bob'))).rejects.toMatchObject({ reason: 'Conflict' })
    expect(await codeOf(opened.reserve('red', create('a', 'ada')))).toBe(200)

    server.put(`${instances}/spaceinstances/a`, { metadata: { name: 'a' } })
    await expect(opened.reserve('red', create('a', 'ada'))).rejects.toMatchObject({ reason: 'AlreadyExists' })
    server.remove(`${instances}/spaceinstances/a`)
    time += reservedFor
    await opened.reserve('red', create('a', 'bob'))
    expect(entriesOf(server)['spaceinstances/a']?.owner).toEqual({ user: 'bob' })
  })

  test('in a project that is not there is 404', async () => {
    expect(await codeOf(openLedgers(testServer().client).reserve('red', create('a')))).toBe(404)
  })

  test('is ended by its signal, and by a server that fails', async () => {
    const server = withProject()
    const opened = openLedgers(server.client)
    expect(await codeOf(opened.reserve('red', create('a'), { signal: AbortSignal.abort() }))).toBe(503)

    server.failure = internalError('no')
    const answers = ['b', 'c'].map((name) => codeOf(opened.reserve('red', create(name))))
    expect(await Promise.all(answers)).toEqual([500, 500])
    server.failure = undefined
    expect(await codeOf(opened.reserve('red', create('d')))).toBe(200)
  })

  test('that never gets its write is given up', async () => {
    const server = withProject()
    await openLedgers(server.client).ensure('red')
    const ended = new AbortController()
    let tries = 0
    const client = {
      ...server.client,
      replace: () => {
        if (++tries === 3) ended.abort()
        return Promise.reject(conflict(subject, 'it changed'))
      },
    }
    expect(await codeOf(openLedgers(client).reserve('red', create('a'), { signal: ended.signal }))).toBe(503)
    expect(tries).toBe(3)
  })
})

describe('giving back', () => {
  const path = `${instances}/spaceinstances/a`

  test('waits until the instance is gone', async () => {
    const server = withProject({ project: { spaceinstances: '1' } })
    const opened = openLedgers(server.client)
    await opened.reserve('red', create('a'))
    server.put(path, { metadata: { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' } })
    await opened.release('red', 'spaceinstances/a')
    expect(await codeOf(opened.reserve('red', create('b')))).toBe(422)
    server.remove(path)
    await opened.release('red', 'spaceinstances/a')
    expect(await codeOf(opened.reserve('red', create('b')))).toBe(200)
    await opened.release('red', 'spaceinstances/never')
    expect(server.writes).toBe(3)
  })

  test('leaves a later reservation of the same name', async () => {
    const server = withProject()
    const opened = openLedgers(server.client, () => Date.parse('2026-01-01T00:00:10Z'))
    await opened.reserve('red', create('a'))
    await opened.release('red', 'spaceinstances/a', '2026-01-01T00:00:09Z')
    expect(Object.keys(entriesOf(server))).toEqual(['spaceinstances/a'])
    await opened.release('red', 'spaceinstances/a', '2026-01-01T00:00:10Z')
    expect(entriesOf(server)).toEqual({})
  })
})

describe('the ledger', () => {
  test('is made once, and read', async () => {
    const server = withProject()
    const opened = openLedgers(server.client)
    expect(await opened.read('red')).toBeUndefined()
    await Promise.all([opened.ensure('red'), openLedgers(server.client).ensure('red')])
    await opened.ensure('red')
    expect(server.writes).toBe(1)
    expect((await opened.read('red'))?.spec).toEqual({ entries: {} })
  })

  test('of an earlier project of the same name counts nothing', async () => {
    const server = withProject({ project: { spaceinstances: '1' } })
    const opened = openLedgers(server.client)
    await opened.reserve('red', create('a'))
    putProject(server, { project: { spaceinstances: '1' } }, 'uid-other')
    await opened.reserve('red', create('b'))
    expect(Object.keys(entriesOf(server))).toEqual(['spaceinstances/b'])
    expect(server.stored.get(ledgerPath)?.metadata.ownerReferences?.map(({ uid }) => uid)).toEqual([
      'uid-other',
    ])
  })
})
