import { expect, test, vi } from 'vitest'
import { livenessStore, staleWords, worst } from './liveness.ts'

test('a view is as old as its oldest part', () => {
  expect(worst([])).toBeUndefined()
  expect(worst([{ live: true }])).toEqual({ live: true })
  expect(worst([{ live: true }, { live: false, since: 9 }, { live: false, since: 5 }])).toEqual({
    live: false,
    since: 5,
  })
})

test('listeners hear of a change of the whole, once', () => {
  const store = livenessStore(() => 7)
  const heard = vi.fn()
  store.subscribe(heard)
  store.set('a', true)
  store.set('b', true)
  expect(heard).toHaveBeenCalledTimes(1)
  store.set('b', false)
  store.set('b', false)
  expect(heard).toHaveBeenCalledTimes(2)
  expect(store.summary()).toEqual({ live: false, since: 7 })
  store.remove('b')
  expect(store.summary()).toEqual({ live: true })
  store.remove('a')
  expect(store.summary()).toBeUndefined()
})

test('that all follows again is told at each return, and not before', () => {
  const store = livenessStore()
  const back = vi.fn()
  const stop = store.onLive(back)
  store.set('a', true)
  store.set('b', false)
  store.set('a', false)
  store.set('a', true)
  expect(back).toHaveBeenCalledTimes(1)
  store.set('b', true)
  expect(back).toHaveBeenCalledTimes(2)
  stop()
  store.set('b', false)
  store.set('b', true)
  expect(back).toHaveBeenCalledTimes(2)
})

test('what begins out of the cache is as old as when it was last right', () => {
  let now = 10
  const store = livenessStore(() => now)
  store.set('a', true, 4)
  now = 20
  const rightUntil = store.remove('a')
  expect(rightUntil).toBe(20)
  expect(store.remove('a')).toBeUndefined()
  now = 30
  store.set('a', false, rightUntil)
  expect(store.summary()).toEqual({ live: false, since: 20 })
  now = 40
  store.set('a', true, rightUntil)
  store.set('a', false, rightUntil)
  expect(store.summary()).toEqual({ live: false, since: 40 })
  now = 50
  expect(store.remove('a')).toBe(40)
})

test.each([
  [0, 'Reconnecting…'],
  [5_000, 'Reconnecting… 5 seconds old'],
  [119_000, 'Reconnecting… 119 seconds old'],
  [120_000, 'Reconnecting… 2 minutes old'],
])('after %i ms it says %j', (passed, words) => {
  expect(staleWords(1_000, 1_000 + passed)).toBe(words)
})
