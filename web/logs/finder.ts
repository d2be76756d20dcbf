import { plainOf } from './ansi.ts'
import { textOf } from './log-line.ts'
import type { LineRing } from './line-ring.ts'

/** What is looked for. */
export interface Sought {
  text: string
  /** Whether the text is a regular expression. */
  regex: boolean
}

type Ranges = [from: number, to: number][]

/** The places of a text at which what is sought is found. */
export type Match = (text: string) => Ranges

/** How to look for something, without regard to capitals; undefined for nothing, and for what is no expression. */
export function matcherOf({ text, regex }: Sought): Match | undefined {
  if (text === '') return undefined
  const pattern = compiled(regex ? text : text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`))
  return pattern === undefined ? undefined : (line) => rangesOf(pattern, line)
}

function compiled(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'gi')
  } catch {
    return undefined
  }
}

function rangesOf(pattern: RegExp, line: string): Ranges {
  const ranges: Ranges = []
  for (const { 0: found, index } of line.matchAll(pattern))
    if (found !== '') ranges.push([index, index + found.length])
  return ranges
}

/** So many lines are decoded at once; after each lot the clock is looked at. */
const lot = 500

/** No more of a line is looked through: an expression may take long over each character. */
const mostOfLine = 4096

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
      for (const [index, line] of lines.entries()) {
        const text = plainOf(textOf(line.slice(0, mostOfLine)))
        if (this.match(text).length > 0) this.hits.push(this.#next + index)
      }
      this.#next = to
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
