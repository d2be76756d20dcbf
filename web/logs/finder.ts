import { plainOf } from './ansi.ts'
import { textOf } from './log-line.ts'
import type { LineRing } from './line-ring.ts'
import { mostSearched, type Match } from './matcher.ts'

/** So many lines are decoded at once. */
const lot = 500

/** After so many characters the clock is looked at: an expression may take long over one long line. */
const clockEvery = 2048

/** Finds lines in a ring, a slice at a time, and goes on with what comes. */
export class Finder {
  /** Numbers of the lines, in order. */
  hits: number[] = []
  readonly match: Match
  #next: number

  constructor(match: Match, ring: Pick<LineRing, 'first'>) {
    this.match = match
    this.#next = ring.first
  }

  /** Looks on for so many milliseconds; answers whether it is through. */
  look(ring: LineRing, milliseconds: number, now: () => number = () => performance.now()): boolean {
    const until = now() + milliseconds
    this.#forget(ring.first)
    while (this.#next < ring.end) {
      const to = Math.min(ring.end, this.#next + lot)
      const lines = ring.texts(this.#next, to)
      let unclocked = 0
      for (const line of lines) {
        const text = plainOf(textOf(line.slice(0, mostSearched)))
        if (this.match(text).length > 0) this.hits.push(this.#next)
        this.#next += 1
        unclocked += text.length
        if (unclocked < clockEvery) continue
        if (now() >= until) return this.isThrough(ring)
        unclocked = 0
      }
      if (now() >= until) break
    }
    return this.isThrough(ring)
  }

  /** Whether all lines have been looked through. */
  isThrough({ end }: Pick<LineRing, 'end'>): boolean {
    return this.#next >= end
  }

  /** The hit after a line, or before it, and around the ends. */
  next(line: number, step: 1 | -1): number | undefined {
    const { hits } = this
    if (hits.length === 0) return undefined
    const after = firstAbove(hits, step === 1 ? line : line - 1)
    return step === 1 ? (hits[after] ?? hits[0]) : (hits[after - 1] ?? hits.at(-1))
  }

  /** Which of the hits a line is, counted from 1; 0 where it is none. */
  placeOf(line: number): number {
    const at = firstAbove(this.hits, line - 1)
    return this.hits[at] === line ? at + 1 : 0
  }

  #forget(first: number): void {
    this.#next = Math.max(this.#next, first)
    const gone = firstAbove(this.hits, first - 1)
    // Thousands of hits are not moved for a few.
    if (gone > 1_000 || gone === this.hits.length) this.hits.splice(0, gone)
  }
}

/** The index of the first number above a limit. */
function firstAbove(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
