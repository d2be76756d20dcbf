import { failure, StatusError } from '#kube/status.ts'
import type { Store } from './store/store.ts'

/** How unkind a cluster is; nothing of it is an error, real clusters do all of it. */
export interface Faults {
  /** Ends a watch after a while; returns how to forget that. */
  cutsWatch: (close: () => void) => () => void
  /** Throws StatusError 429 for some requests. */
  refuse: () => void
  /** Makes a change of roles effective a little later. */
  delayRbac: (effect: () => void) => void
  /** How many milliseconds a CRD waits before it is looked at. */
  crdDelay: () => number
  /** Forgets history from time to time, so that old watches and continue tokens get 410. */
  compactNowAndThen: (store: Store) => { stop: () => void }
}

const refusedShare = 0.02
const compactEvery = 2000

/** A fault profile that is the same for the same seed and the same order of requests. */
export function createFaults(seed: number): Faults {
  const random = generator(seed)
  const between = (least: number, most: number): number => least + random() * (most - least)
  let effective = Promise.resolve()
  return {
    cutsWatch: (close) => {
      const timer = setTimeout(close, between(500, 20_000))
      return () => clearTimeout(timer)
    },
    refuse: () => {
      if (random() < refusedShare) throw tooManyRequests()
    },
    delayRbac: (effect) => {
      const due = new Promise((resolve) => setTimeout(resolve, between(50, 500)))
      // A change does not overtake an earlier one, but does not wait for more than that.
      effective = Promise.all([effective, due]).then(effect)
    },
    crdDelay: () => between(200, 1500),
    compactNowAndThen: (store) => {
      const timer = setInterval(() => {
        if (random() < 0.5) store.compact()
      }, compactEvery)
      return { stop: () => clearInterval(timer) }
    },
  }
}

function tooManyRequests(): StatusError {
  return new StatusError(
    failure(429, 'TooManyRequests', 'too many requests, please try again later', { retryAfterSeconds: 1 }),
  )
}

/** A small generator of numbers in [0, 1): mulberry32. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
