import { expect, test } from 'vitest'
import { inTurn } from './in-turn.ts'

test('everything is done, and never more than so many at a time', async () => {
  const done: number[] = []
  let under = 0
  let most = 0
  await inTurn([1, 2, 3, 4, 5], { width: 2, signal: new AbortController().signal }, async (one) => {
    most = Math.max(most, (under += 1))
    await Promise.resolve()
    under -= 1
    done.push(one)
  })
  expect(new Set(done)).toEqual(new Set([1, 2, 3, 4, 5]))
  expect(most).toBe(2)
})

test('nothing more is begun once nobody waits', async () => {
  const stop = new AbortController()
  const done: number[] = []
  await inTurn([1, 2, 3], { width: 1, signal: stop.signal }, async (one) => {
    done.push(one)
    stop.abort()
  })
  expect(done).toEqual([1])
})
