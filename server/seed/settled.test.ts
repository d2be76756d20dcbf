import { expect, test } from 'vitest'
import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { DirectoryChange } from '#server/identity/directory.ts'
import { settled } from './settled.ts'

function space(phase: string, deletionTimestamp?: string): SpaceInstance {
  return {
    apiVersion: 'management.loft.sh/v1',
    kind: 'SpaceInstance',
    metadata: {
      name: 'a',
      namespace: 'loft-p-web',
      ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    },
    spec: {},
    status: { phase },
  }
}

function directory(...there: SpaceInstance[]) {
  const listeners = new Set<(change: DirectoryChange) => void>()
  const spaceInstances = new Map(there.map((each) => ['loft-p-web/a', each]))
  return {
    spaceInstances,
    virtualClusterInstances: new Map(),
    subscribe(listener: (change: DirectoryChange) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(after: SpaceInstance | undefined) {
      const before = spaceInstances.get('loft-p-web/a')
      for (const listener of listeners) listener({ kind: 'SpaceInstance', before, after })
    },
    listening: () => listeners.size,
  }
}

const awaited = { kind: 'SpaceInstance' as const, key: 'loft-p-web/a' }
const { signal } = new AbortController()

test('one that is ready is given at once, others when they are', async () => {
  const ready = space('Ready')
  expect(await settled(directory(ready), { ...awaited, known: true, signal })).toBe(ready)
  const later = directory()
  const waiting = settled(later, { ...awaited, known: false, signal })
  later.tell(space('Failed'))
  later.tell(ready)
  expect(await waiting).toBe(ready)
  expect(later.listening()).toBe(0)
})

test('one that goes is not waited for', async () => {
  expect(await settled(directory(), { ...awaited, known: true, signal })).toBeUndefined()
  const there = directory(space('Pending'))
  const waiting = settled(there, { ...awaited, known: true, signal })
  there.tell(space('Ready', '2026-01-01T00:00:00Z'))
  expect(await waiting).toBeUndefined()
})

test('nobody waits on when it ends', async () => {
  const ended = new AbortController()
  const there = directory(space('Pending'))
  const waiting = settled(there, { ...awaited, known: true, signal: ended.signal })
  ended.abort()
  expect(await waiting).toBeUndefined()
  expect(there.listening()).toBe(0)
})
