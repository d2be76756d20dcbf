import { expect, test, vi } from 'vitest'
import { createFaults } from './faults.ts'

function refusals(seed: number): boolean[] {
  const faults = createFaults(seed)
  return Array.from({ length: 500 }, () => {
    try {
      faults.refuse()
      return false
    } catch (error) {
      expect(error).toMatchObject({ code: 429, status: { details: { retryAfterSeconds: 1 } } })
      return true
    }
  })
}

test('the same seed gives the same faults, another one others', () => {
  expect(refusals(1)).toEqual(refusals(1))
  expect(refusals(1)).not.toEqual(refusals(2))
  expect(refusals(1).filter(Boolean).length).toBeGreaterThan(0)
})

test('changes of rights come later and in their order', async () => {
  vi.useFakeTimers()
  const faults = createFaults(3)
  const seen: number[] = []
  for (const number of [1, 2, 3]) faults.delayRbac(() => seen.push(number))
  await vi.advanceTimersByTimeAsync(40)
  expect(seen).toEqual([])
  await vi.advanceTimersByTimeAsync(1500)
  expect(seen).toEqual([1, 2, 3])
  vi.useRealTimers()
})

test('many changes of rights take no longer than the slowest of them', async () => {
  vi.useFakeTimers()
  const faults = createFaults(5)
  const numbers = Array.from({ length: 100 }, (_, index) => index)
  const seen: number[] = []
  for (const number of numbers) faults.delayRbac(() => seen.push(number))
  await vi.advanceTimersByTimeAsync(500)
  expect(seen).toEqual(numbers)
  vi.useRealTimers()
})

test('a watch is cut after a while, unless it has ended', async () => {
  vi.useFakeTimers()
  const close = vi.fn<() => void>()
  const faults = createFaults(4)
  faults.cutsWatch(close)()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(close).not.toHaveBeenCalled()
  faults.cutsWatch(close)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(close).toHaveBeenCalledOnce()
  vi.useRealTimers()
})
