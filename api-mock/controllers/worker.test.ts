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
