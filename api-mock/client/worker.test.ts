import { expect, test } from 'vitest'
import { Worker } from './worker.ts'

test('each key is worked on once however often it was asked for, and again when it fails', async () => {
  const seen: string[] = []
  const done = Promise.withResolvers<void>()
  let failed = false
  const worker = new Worker(
    async (key) => {
      seen.push(key)
      if (key === 'b' && !failed) {
        failed = true
        throw new Error('not yet')
      }
      if (key === 'b') done.resolve()
      await Promise.resolve()
    },
    () => undefined,
  )
  for (const key of ['a', 'a', 'b', 'a']) worker.add(key)
  await done.promise
  worker.stop()
  expect(seen).toEqual(['a', 'b', 'b'])
})

test('after its stop nothing is begun', async () => {
  const seen: string[] = []
  const worker = new Worker(
    (key) => {
      seen.push(key)
      return Promise.resolve()
    },
    () => undefined,
  )
  worker.add('a')
  worker.stop()
  worker.add('b')
  await new Promise((resolve) => setImmediate(resolve))
  expect(seen).toEqual([])
})

test('several keys are worked on at once, but never one key twice', async () => {
  const active = new Set<string>()
  let most = 0
  let left = 6
  const done = Promise.withResolvers<void>()
  const worker = new Worker(
    async (key) => {
      expect(active.has(key)).toBe(false)
      active.add(key)
      most = Math.max(most, active.size)
      if (left > 4) worker.add(key)
      await new Promise((resolve) => setImmediate(resolve))
      active.delete(key)
      left -= 1
      if (left === 0) done.resolve()
    },
    (error) => done.reject(error),
    2,
  )
  for (const key of ['a', 'b', 'c', 'd']) worker.add(key)
  await done.promise
  worker.stop()
  expect(most).toBe(2)
})

test('what is to be done again is tried without a fault being told', async () => {
  const told: unknown[] = []
  const done = Promise.withResolvers<void>()
  let times = 0
  const worker = new Worker(
    () => {
      times += 1
      if (times < 6) return Promise.resolve('again')
      done.resolve()
      return Promise.resolve()
    },
    (error) => told.push(error),
  )
  worker.add('a')
  await done.promise
  worker.stop()
  expect(told).toEqual([])
})
