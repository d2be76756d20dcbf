import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { conflict } from '#kube/status.ts'
import { retryAfter, startController } from './controller.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const random = () => 0

test('a key that is asked for many times is worked on once', async () => {
  const seen: string[] = []
  const controller = startController({
    name: 'test',
    reconcile: async (key) => void seen.push(key),
    report: (error) => expect.fail(String(error)),
  })
  for (const key of ['a', 'a', 'b', 'a']) controller.enqueue(key)
  await vi.advanceTimersByTimeAsync(0)
  expect(seen).toEqual(['a', 'b'])
})

test('one key is never worked on twice at once, and again when it was asked for meanwhile', async () => {
  const works: (() => void)[] = []
  const active = new Set<string>()
  const controller = startController({
    name: 'test',
    concurrency: 5,
    async reconcile(key) {
      expect(active.has(key)).toBe(false)
      active.add(key)
      await new Promise<void>((resolve) => works.push(resolve))
      active.delete(key)
    },
    report: (error) => expect.fail(String(error)),
  })
  controller.enqueue('a')
  await vi.advanceTimersByTimeAsync(0)
  controller.enqueue('a')
  controller.enqueue('b')
  await vi.advanceTimersByTimeAsync(0)
  expect(works).toHaveLength(2)
  works[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(works).toHaveLength(3)
})

test('no more keys than said are worked on at once', async () => {
  const works: (() => void)[] = []
  const controller = startController({
    name: 'test',
    concurrency: 2,
    reconcile: () => new Promise<void>((resolve) => works.push(resolve)),
    report: (error) => expect.fail(String(error)),
  })
  for (const key of ['a', 'b', 'c']) controller.enqueue(key)
  await vi.advanceTimersByTimeAsync(0)
  expect(works).toHaveLength(2)
  works[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(works).toHaveLength(3)
})

test('what throws is tried again after a pause that grows, and told when it says something new', async () => {
  const times: number[] = []
  const told: string[] = []
  const start = Date.now()
  const errors = ['no', 'no', 'never', 'never']
  const controller = startController({
    name: 'test',
    random,
    async reconcile() {
      times.push(Date.now() - start)
      const error = errors.shift()
      if (error !== undefined) throw new Error(error)
    },
    report: (error) => told.push(String(error)),
  })
  controller.enqueue('a')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(times).toEqual([0, 50, 150, 350, 750])
  expect(told).toEqual(['Error: test a: no', 'Error: test a: never'])
})

test('a conflict is told only when it does not end', async () => {
  const told: string[] = []
  const controller = startController({
    name: 'test',
    random,
    reconcile: () => Promise.reject(conflict({ group: '', plural: 'things', name: 'a' }, 'changed')),
    report: (error) => told.push(String(error)),
  })
  controller.enqueue('a')
  await vi.advanceTimersByTimeAsync(400)
  expect(told).toEqual([])
  await vi.advanceTimersByTimeAsync(120_000)
  expect(told).toHaveLength(1)
})

test('of two times that a key is asked for the first counts', async () => {
  const times: number[] = []
  const start = Date.now()
  const controller = startController({
    name: 'test',
    reconcile: async () => void times.push(Date.now() - start),
    report: (error) => expect.fail(String(error)),
  })
  controller.enqueue('a', 500)
  controller.enqueue('a', 100)
  controller.enqueue('a', 900)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(times).toEqual([100])
})

test('a stop waits for what is under way, and nothing is begun after it', async () => {
  const seen: string[] = []
  let finish = () => {}
  const controller = startController({
    name: 'test',
    async reconcile(key, signal) {
      seen.push(key)
      await new Promise<void>((resolve) => (finish = resolve))
      expect(signal.aborted).toBe(true)
      throw new Error('cut off')
    },
    report: (error) => expect.fail(String(error)),
  })
  controller.enqueue('a')
  controller.enqueue('b', 10)
  await vi.advanceTimersByTimeAsync(0)
  let stopped = false
  const stopping = controller.stop().then(() => (stopped = true))
  controller.enqueue('c')
  await vi.advanceTimersByTimeAsync(100)
  expect(stopped).toBe(false)
  finish()
  await stopping
  expect(seen).toEqual(['a'])
})

test('pauses stay within half a minute', () => {
  expect(retryAfter(1, random)).toBe(50)
  expect(retryAfter(100, random)).toBe(30_000)
  expect(retryAfter(100, () => 1)).toBe(22_500)
})
