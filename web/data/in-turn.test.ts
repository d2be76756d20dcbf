import { expect, test } from 'vitest'
import { inTurn } from './in-turn.ts'

test('each is done once, and no more at a time than asked for', async () => {
  let now = 0
  let most = 0
  const done: number[] = []
  await inTurn([1, 2, 3, 4, 5], 2, async (one) => {
    now += 1
    most = Math.max(most, now)
    await Promise.resolve()
    now -= 1
    done.push(one)
  })
  expect(new Set(done)).toEqual(new Set([1, 2, 3, 4, 5]))
  expect(done).toHaveLength(5)
  expect(most).toBe(2)
})

test('what is stopped begins nothing more', async () => {
  const done: number[] = []
  await inTurn(
    [1, 2, 3],
    1,
    async (one) => void done.push(one),
    () => done.length === 2,
  )
  expect(done).toEqual([1, 2])
})

test('nothing more is begun once nobody waits', async () => {
  const stop = new AbortController()
  const done: number[] = []
  await inTurn(
    [1, 2, 3],
    1,
    async (one) => {
      done.push(one)
      stop.abort()
    },
    () => stop.signal.aborted,
  )
  expect(done).toEqual([1])
})
