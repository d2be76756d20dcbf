import { expect, test } from 'vitest'
import { StatusError } from '#kube/status.ts'
import { checkAccount, current, limiter as limiterOf } from './attempts.ts'

const minute = 60_000

function refusal(work: () => unknown): StatusError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof StatusError) return error
    throw error
  }
}

test('tries count for five minutes from the first', () => {
  const tries = { count: 4, first: 1_000 }
  expect(current(tries, 1_000 + 5 * minute)).toBe(tries)
  expect(current(tries, 1_001 + 5 * minute)).toEqual({ count: 0, first: 1_001 + 5 * minute })
  expect(current(undefined, 7)).toEqual({ count: 0, first: 7 })
})

test('the fifth failed try of an account closes it, and says for how long', () => {
  expect(refusal(() => checkAccount({ count: 4, first: 0 }, minute))).toBeUndefined()
  const refused = refusal(() => checkAccount({ count: 5, first: 0 }, minute))
  expect(refused?.code).toBe(429)
  expect(refused?.status.details?.retryAfterSeconds).toBe(240)
  expect(
    refusal(() => checkAccount({ count: 5, first: 0 }, 5 * minute))?.status.details?.retryAfterSeconds,
  ).toBe(1)
  expect(refusal(() => checkAccount({ count: 5, first: 0 }, 5 * minute + 1))).toBeUndefined()
})

test('the fifty-first try of an address is refused, of another not', () => {
  let now = 0
  const limiter = limiterOf('address', () => now)
  for (let tries = 0; tries < 50; tries += 1) limiter.begin('a')
  expect(refusal(() => limiter.begin('a'))?.code).toBe(429)
  expect(refusal(() => limiter.begin('b'))).toBeUndefined()
  now = 5 * minute + 1
  expect(refusal(() => limiter.begin('a'))).toBeUndefined()
})

test('a try that did not fail is taken back, one of an earlier window is not taken from a later', () => {
  let now = 0
  const limiter = limiterOf('address', () => now)
  for (let tries = 0; tries < 200; tries += 1) limiter.begin('a')()
  const early = limiter.begin('a')
  now = 6 * minute
  for (let tries = 0; tries < 50; tries += 1) limiter.begin('a')
  early()
  expect(refusal(() => limiter.begin('a'))?.code).toBe(429)
})

test('ten thousand addresses are remembered, and a busy one is not forgotten before idle ones', () => {
  const limiter = limiterOf('address', () => 0)
  for (let tries = 0; tries < 49; tries += 1) limiter.begin('attacker')
  for (let address = 0; address < 9_000; address += 1) limiter.begin(`idle-${address}`)
  limiter.begin('attacker')
  for (let address = 0; address < 9_000; address += 1) limiter.begin(`other-${address}`)
  expect(refusal(() => limiter.begin('attacker'))?.code).toBe(429)
})
