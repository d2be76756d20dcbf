import { expect, test } from 'vitest'
import type { Cluster } from '#api/kinds/cluster.ts'
import type { Project } from '#api/kinds/project.ts'
import type { Connection } from '#server/cluster/connection.ts'
import type { Measured } from './measure.ts'
import { openRoom } from './room.ts'

const gibibyte = 1024 ** 3

function measureOf(cpus: number): Measured {
  return {
    allocatable: { cpu: cpus * 1000, memory: cpus * 4 * gibibyte, pods: 1000 },
    requested: { cpu: 0, memory: 0, pods: 0 },
  }
}

function project(...names: string[]): Project {
  return {
    apiVersion: '',
    kind: 'Project',
    metadata: { name: 'web' },
    spec: { allowedClusters: names.map((name) => ({ name })) },
  }
}

function setUp(sizes: Record<string, number | Error>, about: Record<string, Partial<Cluster['spec']>> = {}) {
  let time = 0
  const asked: string[] = []
  const reported: unknown[] = []
  const connections = new Map(
    Object.keys(sizes).map((name) => [name, { origin: name } as Connection] as const),
  )
  const clusters = new Map(
    Object.keys(sizes).map((name) => [
      name,
      {
        apiVersion: '',
        kind: 'Cluster',
        metadata: { name },
        spec: about[name] ?? {},
        status: { online: true },
      },
    ]),
  )
  const room = openRoom({
    directory: { clusters },
    clusters: { connectionOf: (name) => connections.get(name) },
    report: (error) => reported.push(error),
    now: () => time,
    measured({ origin }) {
      asked.push(origin)
      const size = sizes[origin] ?? 0
      return typeof size === 'number' ? Promise.resolve(measureOf(size)) : Promise.reject(size)
    },
  })
  return { room, asked, reported, clusters, pass: (milliseconds: number) => (time += milliseconds) }
}

test('fifty at once ask each cluster once, and are spread by size', async () => {
  const { room, asked } = setUp({ large: 64, medium: 48, small: 16 })
  const chosen = await Promise.all(Array.from({ length: 50 }, () => room.choose(project('*'))))
  expect(asked.toSorted()).toEqual(['large', 'medium', 'small'])
  const count = (name: string) => chosen.filter((each) => each === name).length
  expect(count('large')).toBeGreaterThan(count('medium'))
  expect(count('medium')).toBeGreaterThan(0)
  expect(count('large')).toBeLessThan(50)
})

test('clusters are asked again only when the answer is old and something is to be placed', async () => {
  const { room, asked, pass } = setUp({ a: 8, b: 8 })
  await room.choose(project('*'))
  pass(14_000)
  await room.choose(project('*'))
  expect(asked).toHaveLength(2)
  pass(2_000)
  await room.choose(project('*'))
  expect(asked).toHaveLength(4)
})

test('where there is no choice nobody is asked', async () => {
  const { room, asked } = setUp({ a: 8, b: 8 }, { b: { unusable: true } })
  expect(await room.choose(project('*'))).toBe('a')
  expect(await room.choose(project('b'))).toBeUndefined()
  expect(await room.choose(project())).toBeUndefined()
  expect(asked).toEqual([])
})

test('one that cannot be measured, or is offline or on its way out, is not chosen', async () => {
  const { room, reported, clusters } = setUp({ a: 8, b: 64, c: 32, d: 4 })
  const broken = setUp({ a: 8, b: new Error('no') })
  expect(await broken.room.choose(project('*'))).toBe('a')
  expect(broken.reported).toHaveLength(1)
  clusters.set('b', { ...clusters.get('b'), status: { online: false } } as Cluster & {
    status: { online: boolean }
  })
  const leaving = clusters.get('c')
  if (leaving !== undefined) Object.assign(leaving.metadata, { deletionTimestamp: '2026-05-01T12:00:00Z' })
  expect(await room.choose(project('*'))).toBe('a')
  expect(reported).toEqual([])
})
