import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { alreadyExists, conflict, notFound, unavailable } from '#kube/status.ts'
import { mergePatch } from '#kube/merge-patch.ts'
import { standForLeader, type Candidacy, type Candidate } from './leader.ts'
import type { Lease } from './lease.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const subject = { group: 'coordination.k8s.io', plural: 'leases', name: 'aerie-controllers' }

/** The one lease, as an API server keeps it. */
function leaseServer() {
  let lease: Lease | undefined
  let version = 0
  const watchers = new Set<(lease: Lease | undefined) => void>()
  const put = (written: Lease): Lease => {
    version += 1
    lease = { ...written, metadata: { ...written.metadata, resourceVersion: String(version) } }
    const now = lease
    queueMicrotask(() => watchers.forEach((tell) => tell(now)))
    return lease
  }
  const state = { reachable: true, writes: 0 }
  const client = {
    async get() {
      if (!state.reachable) throw unavailable('down')
      if (lease === undefined) throw notFound(subject)
      return lease
    },
    async create(_path: string, body: Lease) {
      if (!state.reachable) throw unavailable('down')
      if (lease !== undefined) throw alreadyExists(subject)
      state.writes += 1
      return put(body)
    },
    async merge(_path: string, body: Lease) {
      if (!state.reachable) throw unavailable('down')
      if (lease === undefined) throw notFound(subject)
      if (body.metadata.resourceVersion !== lease.metadata.resourceVersion) throw conflict(subject, 'changed')
      state.writes += 1
      return put(mergePatch(lease, body) as Lease)
    },
  } as unknown as Candidate['client']
  return {
    state,
    lease: () => lease,
    client,
    take: (holderIdentity: string) =>
      put({ ...(lease as Lease), spec: { ...lease?.spec, holderIdentity, leaseDurationSeconds: 15 } }),
    observe: (changed: (lease: Lease | undefined) => void) => {
      changed(lease)
      watchers.add(changed)
      return { synced: Promise.resolve(), stop: () => void watchers.delete(changed) }
    },
  }
}

type Server = ReturnType<typeof leaseServer>

/** A candidate whose connection can be cut, as if its process were killed. */
function candidate(server: Server, identity: string) {
  const own = { leading: false, cut: false, reigns: 0, reports: 0 }
  const hang = new Promise<never>(() => {})
  const cuttable = (call: (...args: never[]) => Promise<unknown>) =>
    ((...args: never[]) => (own.cut ? hang : call(...args))) as never
  const { get, create, merge } = server.client
  const candidacy: Candidacy = standForLeader({
    client: { get: cuttable(get), create: cuttable(create), merge: cuttable(merge) },
    identity,
    observe: (changed) => server.observe((lease) => void (own.cut || changed(lease))),
    lead() {
      own.leading = true
      own.reigns += 1
      return {
        stop: async () => void (own.leading = false),
      }
    },
    report: () => (own.reports += 1),
    random: () => 0,
  })
  return { own, candidacy }
}

test('the first leads, renews every two seconds, and the second waits', async () => {
  const server = leaseServer()
  const one = candidate(server, 'one')
  await vi.advanceTimersByTimeAsync(0)
  const two = candidate(server, 'two')
  await vi.advanceTimersByTimeAsync(60_000)
  expect([one.own.leading, two.own.leading]).toEqual([true, false])
  expect(server.state.writes).toBe(31)
  expect(server.lease()?.spec).toMatchObject({
    holderIdentity: 'one',
    leaseDurationSeconds: 15,
    leaseTransitions: 0,
  })
  expect(server.lease()?.spec?.renewTime).toMatch(/\.\d{6}Z$/)
})

test('of two that come at once one leads', async () => {
  const server = leaseServer()
  const both = [candidate(server, 'one'), candidate(server, 'two')]
  await vi.advanceTimersByTimeAsync(60_000)
  expect(both.filter(({ own }) => own.leading)).toHaveLength(1)
})

test('a clean stop hands over at once', async () => {
  const server = leaseServer()
  const one = candidate(server, 'one')
  await vi.advanceTimersByTimeAsync(0)
  const two = candidate(server, 'two')
  await vi.advanceTimersByTimeAsync(5_000)
  await one.candidacy.stop()
  expect(one.own.leading).toBe(false)
  await vi.advanceTimersByTimeAsync(0)
  expect(two.own.leading).toBe(true)
  expect(server.lease()?.spec?.leaseTransitions).toBe(1)
})

test('a holder that is gone without a word is followed after fifteen seconds, and has given up before', async () => {
  const server = leaseServer()
  const one = candidate(server, 'one')
  await vi.advanceTimersByTimeAsync(0)
  const two = candidate(server, 'two')
  await vi.advanceTimersByTimeAsync(5_000)
  one.own.cut = true
  await vi.advanceTimersByTimeAsync(10_000)
  expect([one.own.leading, two.own.leading]).toEqual([false, false])
  await vi.advanceTimersByTimeAsync(4_000)
  expect(two.own.leading).toBe(true)
  one.own.cut = false
  await vi.advanceTimersByTimeAsync(60_000)
  expect([one.own.leading, two.own.leading]).toEqual([false, true])
})

test('the same server started anew takes its own lease at once', async () => {
  const server = leaseServer()
  const before = candidate(server, 'one')
  await vi.advanceTimersByTimeAsync(0)
  before.own.cut = true
  const after = candidate(server, 'one')
  await vi.advanceTimersByTimeAsync(0)
  expect(after.own.leading).toBe(true)
  expect(server.lease()?.spec?.leaseTransitions).toBe(0)
})

test('the clocks of two machines are not compared', async () => {
  const server = leaseServer()
  const one = candidate(server, 'one')
  await vi.advanceTimersByTimeAsync(0)
  vi.setSystemTime(Date.now() + 3600_000)
  const two = candidate(server, 'two')
  await vi.advanceTimersByTimeAsync(14_000)
  expect([one.own.leading, two.own.leading]).toEqual([true, false])
})

test('who sees that another took the lease stops to lead', async () => {
  const server = leaseServer()
  const one = candidate(server, 'one')
  await vi.advanceTimersByTimeAsync(0)
  server.take('somebody')
  await vi.advanceTimersByTimeAsync(0)
  expect(one.own.leading).toBe(false)
})

test('a server that cannot be reached for a moment costs nobody the lease', async () => {
  const server = leaseServer()
  const one = candidate(server, 'one')
  await vi.advanceTimersByTimeAsync(0)
  server.state.reachable = false
  await vi.advanceTimersByTimeAsync(7_000)
  server.state.reachable = true
  await vi.advanceTimersByTimeAsync(30_000)
  expect(one.own.leading).toBe(true)
  expect(one.own.reigns).toBe(1)
  expect(one.own.reports).toBeGreaterThan(0)
})
