import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, expect, test } from 'vitest'
import { StoreError } from './errors.ts'
import { Store } from './store.ts'
import type { StoreOptions } from './store.ts'
import type { Body } from './stored.ts'

const encryptionKey = Buffer.alloc(32, 7)
const folder = mkdtempSync(join(tmpdir(), 'store-'))
let files = 0
const open: Store[] = []

function make(options: Partial<StoreOptions> = {}): Store {
  const store = new Store({ path: ':memory:', encryptionKey, ...options })
  open.push(store)
  return store
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()))
})

afterAll(() => rmSync(folder, { recursive: true }))

function file(): string {
  files += 1
  return join(folder, `${files}.sqlite`)
}

function team(name: string, size = 1, namespace = ''): Body {
  return { metadata: { name, ...(namespace === '' ? {} : { namespace }) }, spec: { size } }
}

function put(store: Store, name: string, size = 1, namespace = ''): Promise<number> {
  return store.write(
    (tx) => tx.put('example.com/teams', namespace, name, team(name, size, namespace)).revision,
  )
}

function remove(store: Store, name: string): Promise<number> {
  return store.write((tx) => tx.remove('example.com/teams', '', name, team(name)).revision)
}

function names(store: Store): string[] {
  return store
    .collection('example.com/teams')
    .list()
    .map((stored) => stored.path)
}

test('the row number is the resourceVersion, which the text carries', async () => {
  const store = make()
  const first = await put(store, 'red')
  const second = await put(store, 'red', 2)
  expect(second).toBe(first + 1)
  const stored = store.get('example.com/teams', '', 'red')
  expect(stored?.metadata.resourceVersion).toBe(String(second))
  expect(stored?.createRevision).toBe(first)
  expect(stored?.text).toBe(`{"metadata":{"name":"red","resourceVersion":"${second}"},"spec":{"size":2}}`)
})

test('before the commit there is no answer, no read and no event', async () => {
  const gate = Promise.withResolvers<void>()
  const store = make({ beforeCommit: () => gate.promise })
  const watcher = store.watch({ resource: 'example.com/teams', after: store.revision })
  const seen: string[] = []
  const written = put(store, 'red').then(() => seen.push('answer'))
  const watched = watcher.next().then(() => seen.push('event'))
  await new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))))
  expect(names(store)).toEqual([])
  expect(seen).toEqual([])
  gate.resolve()
  await Promise.all([written, watched])
  expect(names(store)).toEqual(['/red'])
  expect(seen.toSorted()).toEqual(['answer', 'event'])
})

test('a batch that cannot be stored changes nothing, and the next one can', async () => {
  let full = true
  const store = make({
    beforeCommit: () => (full ? Promise.reject(new Error('database or disk is full')) : Promise.resolve()),
  })
  const before = store.revision
  const results = await Promise.allSettled([put(store, 'red'), put(store, 'blue')])
  expect(results.map((result) => (result.status === 'rejected' ? String(result.reason) : 'stored'))).toEqual([
    'StatusError: Internal error occurred: the change was not stored: database or disk is full',
    'StatusError: Internal error occurred: the change was not stored: database or disk is full',
  ])
  expect(store.revision).toBe(before)
  full = false
  expect(await put(store, 'red')).toBe(before + 1)
})

test('writes of a batch see each other, and one that throws leaves the others', async () => {
  const store = make()
  const results = await Promise.allSettled([
    put(store, 'red'),
    store.write((tx) => {
      tx.put('example.com/teams', '', 'blue', team('blue'))
      throw new Error('refused')
    }),
    store.write((tx) => tx.list('example.com/teams').map((stored) => stored.name)),
  ])
  expect(results[2]).toEqual({ status: 'fulfilled', value: ['red'] })
  expect(names(store)).toEqual(['/red'])
})

test('a listener that throws is reported, and stops neither the writer nor the next write', async () => {
  const reported: unknown[] = []
  const store = make({ report: (error) => reported.push(error) })
  const broken = new Error('broken')
  const told: string[] = []
  store.subscribe(() => {
    throw broken
  })
  store.subscribe((changes) => told.push(...changes.map(({ current }) => current.name)))
  const watcher = store.watch({ resource: 'example.com/teams', after: store.revision })
  const seen = watcher.next()
  await put(store, 'red')
  await put(store, 'blue')
  expect((await seen).map(({ current }) => current.name)).toEqual(['red'])
  expect(told).toEqual(['red', 'blue'])
  expect(reported).toEqual([broken, broken])
})

test('a flood of writes is stored in several commits, in the order of their arrival', async () => {
  let commits = 0
  const store = make({
    beforeCommit: () => {
      commits += 1
      return Promise.resolve()
    },
  })
  const numbers = Array.from({ length: 1000 }, (_, index) => index)
  const revisions = await Promise.all(numbers.map((number) => put(store, `team-${number}`)))
  expect(revisions).toEqual(numbers.map((number) => number + 2))
  expect(commits).toBeGreaterThan(1)
})

test('an object that is too large is refused, however it became so', async () => {
  const store = make()
  const large: Body = { metadata: { name: 'large' }, data: 'é'.repeat(800_000) }
  await expect(store.write((tx) => tx.put('/configmaps', 'default', 'large', large))).rejects.toThrow(
    'etcdserver: request is too large',
  )
  expect(store.get('/configmaps', 'default', 'large')).toBeUndefined()
})

test('what is written before the end is stored, and closing again waits for the same end', async () => {
  const path = file()
  const store = new Store({ path, encryptionKey })
  const written = put(store, 'red')
  await Promise.all([store.close(), store.close()])
  await written
  await expect(put(store, 'blue')).rejects.toThrow('the store is closed')
  expect(names(make({ path }))).toEqual(['/red'])
})

test('only its owner can read the database, also one that was made otherwise', async () => {
  const path = file()
  writeFileSync(path, '', { mode: 0o644 })
  const store = make({ path })
  await put(store, 'red')
  const modes = readdirSync(folder)
    .filter((name) => name.startsWith(`${files}.`))
    .map((name) => statSync(join(folder, name)).mode & 0o777)
  expect(modes).toEqual([0o600, 0o600, 0o600])
})

test('lists are sorted by namespace and name, as etcd sorts keys', async () => {
  const store = make()
  await put(store, 'x', 1, 'a')
  await put(store, 'y', 1, 'a-b')
  await put(store, 'a', 1, 'a')
  expect(names(store)).toEqual(['a-b/y', 'a/a', 'a/x'])
  const teams = store.collection('example.com/teams')
  expect(teams.list('a').map((stored) => stored.path)).toEqual(['a/a', 'a/x'])
  expect(teams.list('a', 'a/a').map((stored) => stored.path)).toEqual(['a/x'])
  expect(teams.list('b')).toEqual([])
})

test('a watch replays from the log and goes on live, with nothing twice', async () => {
  const store = make()
  const start = await put(store, 'red')
  await put(store, 'red', 2)
  await remove(store, 'red')
  const watcher = store.watch({ resource: 'example.com/teams', after: start })
  const replayed = await watcher.next()
  expect(replayed.map(({ revision, deleted }) => [revision, deleted])).toEqual([
    [start + 1, false],
    [start + 2, true],
  ])
  expect(replayed[1]?.previous?.revision).toBe(start + 1)
  expect(replayed[1]?.current.metadata.resourceVersion).toBe(String(start + 2))
  await put(store, 'blue')
  expect((await watcher.next()).map(({ current }) => current.name)).toEqual(['blue'])
})

test('a watcher that falls behind gets everything from the log', async () => {
  const store = make()
  const watcher = store.watch({ resource: 'example.com/teams', after: store.revision })
  const first = watcher.next()
  await put(store, 'first')
  expect(await first).toHaveLength(1)
  const numbers = Array.from({ length: 2500 }, (_, index) => index)
  await Promise.all(numbers.map((number) => put(store, `team-${number}`)))
  const seen: string[] = []
  while (seen.length < numbers.length) for (const { current } of await watcher.next()) seen.push(current.name)
  expect(seen).toEqual(numbers.map((number) => `team-${number}`))
})

test('an interrupted watch returns nothing and knows how far it is', async () => {
  const store = make()
  const watcher = store.watch({ resource: 'example.com/teams', after: store.revision })
  const waiting = watcher.next()
  await store.write((tx) => tx.put('example.com/others', '', 'x', team('x')))
  watcher.interrupt()
  expect(await waiting).toEqual([])
  expect(watcher.revision).toBe(store.revision)
})

test('after compaction old revisions are gone and current objects stay', async () => {
  const store = make()
  const start = await put(store, 'red')
  await put(store, 'blue')
  await put(store, 'red', 2)
  store.compact()
  const watcher = store.watch({ resource: 'example.com/teams', after: start })
  await expect(watcher.next()).rejects.toThrow(`too old resource version: ${start} (${store.revision})`)
  expect(
    store.log.listAt('example.com/teams', { revision: store.revision, after: '', most: 10 }),
  ).toHaveLength(2)
})

test('a list can be read as it was', async () => {
  const store = make()
  await put(store, 'a')
  const then = await put(store, 'b')
  await remove(store, 'a')
  await put(store, 'c')
  const at = { revision: then, after: '', most: 10 }
  expect(store.log.listAt('example.com/teams', at).map((stored) => stored.name)).toEqual(['a', 'b'])
  expect(store.log.listAt('example.com/teams', { ...at, after: '/a' }).map((stored) => stored.name)).toEqual([
    'b',
  ])
})

test('a restart keeps objects and revisions, and old watches miss no deletion', async () => {
  const path = file()
  const first = new Store({ path, encryptionKey })
  const start = await put(first, 'red')
  await put(first, 'blue')
  await remove(first, 'red')
  await first.close()
  const second = make({ path })
  expect(names(second)).toEqual(['/blue'])
  const watcher = second.watch({ resource: 'example.com/teams', after: start })
  expect((await watcher.next()).map(({ current, deleted }) => [current.name, deleted])).toEqual([
    ['blue', false],
    ['red', true],
  ])
})

test('sealed values are not readable in the file and need the same key', async () => {
  const path = file()
  const store = new Store({ path, encryptionKey, sealed: new Set(['/secrets']) })
  await store.write((tx) =>
    tx.put('/secrets', 'default', 'token', { metadata: { name: 'token' }, data: { a: 'cGFzcw==' } }),
  )
  await store.close()
  const raw = new DatabaseSync(path)
  expect(JSON.stringify(raw.prepare('SELECT value FROM log').all())).not.toContain('cGFzcw')
  raw.close()
  expect(() => new Store({ path, encryptionKey: Buffer.alloc(32, 8) })).toThrow(
    /encryption key is not the one/,
  )
  const again = make({ path, sealed: new Set(['/secrets']) })
  expect(again.get('/secrets', 'default', 'token')?.text).toContain('cGFzcw==')
})

test('a newer or foreign database is refused with one sentence', async () => {
  const path = file()
  await new Store({ path, encryptionKey }).close()
  const raw = new DatabaseSync(path)
  raw.exec("UPDATE meta SET value = '99' WHERE name = 'schema_version'")
  raw.close()
  expect(() => new Store({ path, encryptionKey })).toThrow(StoreError)
  expect(() => new Store({ path, encryptionKey })).toThrow(/schema version 99, this program knows 1/)
})
