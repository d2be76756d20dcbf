import type { LineRing } from './line-ring.ts'
import { timeOf } from './log-line.ts'

/** How many seconds are looked back. */
export const span = 60

/** Lines of each of the last seconds, the newest last, by the times in the lines; found without reading them all. */
export function ratesOf(ring: Pick<LineRing, 'first' | 'end' | 'line'>, now: number): number[] {
  const end = Math.floor(now / 1000) * 1000 + 1000
  const borders = Array.from({ length: span + 1 }, (_, index) => end - (span - index) * 1000)
  const places: number[] = []
  for (const border of borders) places.push(firstSince(ring, border, places.at(-1) ?? ring.first))
  return places.slice(1).map((place, index) => place - (places[index] ?? 0))
}

/** The first line, from one on, that was written at a time or later. */
function firstSince(ring: Pick<LineRing, 'end' | 'line'>, since: number, from: number): number {
  let low = from
  let high = ring.end
  while (low < high) {
    const middle = (low + high) >> 1
    if (Date.parse(timeOf(ring.line(middle))) < since) low = middle + 1
    else high = middle
  }
  return low
}
