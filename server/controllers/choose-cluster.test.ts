import { expect, test } from 'vitest'
import { addAmounts, chooseCluster, nothing, type ClusterRoom } from './choose-cluster.ts'

const gibibyte = 1024 ** 3
const cluster = (
  name: string,
  size: number,
  used: number,
  other: Partial<ClusterRoom> = {},
): ClusterRoom => ({
  name,
  allocatable: { cpu: size * 1000, memory: size * 4 * gibibyte, pods: 110 },
  requested: { cpu: used * 1000, memory: used * gibibyte, pods: used },
  unusable: false,
  online: true,
  ...other,
})

test('the cluster with most room is chosen, not the emptiest', () => {
  expect(chooseCluster([cluster('small', 4, 0), cluster('large', 32, 16)], ['*'])).toBe('large')
  expect(chooseCluster([cluster('small', 4, 0), cluster('large', 32, 30)], ['*'])).toBe('small')
})

test('the scarcest resource counts', () => {
  const crowded = { ...cluster('crowded', 32, 1), requested: { cpu: 0, memory: 0, pods: 110 } }
  expect(chooseCluster([crowded, cluster('busy', 32, 20)], ['*'])).toBe('busy')
})

test('only those that are allowed, usable and online', () => {
  const all = [
    cluster('large', 64, 0, { online: false }),
    cluster('unusable', 32, 0, { unusable: true }),
    cluster('b', 8, 0),
    cluster('a', 8, 0),
  ]
  expect(chooseCluster(all, ['*'])).toBe('a')
  expect(chooseCluster(all, ['b', 'large'])).toBe('b')
  expect(chooseCluster(all, ['large'])).toBeUndefined()
  expect(chooseCluster([], ['*'])).toBeUndefined()
})

test('fifty at once are spread by what each of them will ask for', () => {
  const assumed = { cpu: 500, memory: gibibyte, pods: 3 }
  const clusters = [cluster('a', 32, 2), cluster('b', 32, 2), cluster('c', 16, 2)]
  const count = new Map<string, number>()
  for (let placed = 0; placed < 50; placed++) {
    const chosen = clusters.find(({ name }) => name === chooseCluster(clusters, ['*']))
    if (chosen === undefined) throw new Error('none was chosen')
    chosen.requested = addAmounts(chosen.requested, assumed)
    count.set(chosen.name, (count.get(chosen.name) ?? 0) + 1)
  }
  expect(Math.abs((count.get('a') ?? 0) - (count.get('b') ?? 0))).toBeLessThanOrEqual(1)
  expect(count.get('c')).toBeGreaterThan(0)
  expect(nothing).toEqual({ cpu: 0, memory: 0, pods: 0 })
})
