import { expect, test } from 'vitest'
import { readPod } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { parseIndexes, printIndexes } from './indexes.ts'
import { indexAnnotation, planJob } from './plan.ts'

const now = Date.parse('2026-01-01T00:10:00Z')

function pod(name: string, phase = 'Running', more: Partial<PodEntry> = {}): PodEntry {
  return { ...readPod({ apiVersion: 'v1', kind: 'Pod', metadata: { name } }), phase, ...more }
}

function plan(spec: object, pods: PodEntry[], status: object = {}) {
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' }, spec, status }
  const planned = planJob({ job, pods, now })
  return { ...planned, remove: planned.remove.map(({ name }) => name) }
}

const indexed = (index: number) => ({ annotations: { [indexAnnotation]: String(index) } })

test.each<[string, object, PodEntry[], number]>([
  ['as many as may run at once', { completions: 5, parallelism: 2 }, [], 2],
  ['no more than are missing', { completions: 3, parallelism: 3 }, [pod('a', 'Succeeded'), pod('b')], 1],
  ['one anew for one that failed', { completions: 1 }, [pod('a', 'Failed', { finishedAt: now - 11_000 })], 1],
  ['none before the pause is over', { completions: 1 }, [pod('a', 'Failed', { finishedAt: now - 9000 })], 0],
  ['none after a success, without a number', { parallelism: 3 }, [pod('a', 'Succeeded'), pod('b')], 0],
  ['not too many in one go', { completions: 2_147_483_647, parallelism: 2_147_483_647 }, [], 500],
  ['none while it is suspended', { completions: 1, suspend: true }, [], 0],
])('pods that are made: %s', (_what, spec, pods, expected) => {
  expect(plan(spec, pods).create).toBe(expected)
})

test('the pause grows with each failure', () => {
  const failed = ['a', 'b', 'c'].map((name) => pod(name, 'Failed', { finishedAt: now - 1000 }))
  expect(plan({ completions: 1 }, failed).recheck).toBe(39_000)
})

test('an indexed job has one pod of each index that is not done', () => {
  const spec = { completions: 4, parallelism: 4, completionMode: 'Indexed' }
  const pods = [pod('a', 'Running', indexed(1)), pod('b', 'Succeeded', indexed(2))]
  expect(plan(spec, pods, { completedIndexes: '0' }).indexes).toEqual([3])
  expect(plan(spec, [...pods, pod('c', 'Running', indexed(1))]).remove).toEqual(['c'])
})

test('what has been counted stays counted', () => {
  expect(plan({ completions: 5 }, [], { succeeded: 3, failed: 2 }).status).toMatchObject({
    succeeded: 3,
    failed: 2,
  })
})

test.each([
  ['', []],
  ['0', [0]],
  ['0,1', [0, 1]],
  ['0-2,4,6,7', [0, 1, 2, 4, 6, 7]],
])('indexes %s', (text, indexes) => {
  expect(printIndexes(indexes)).toBe(text)
  expect([...parseIndexes(text)]).toEqual(indexes)
})

test('a status that claims billions of indexes is not counted out', () => {
  expect(parseIndexes('5-2147483647').size).toBeLessThanOrEqual(100_000)
})
