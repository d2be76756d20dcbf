import { timeOf } from './log-line.ts'
import type { LineRing } from './line-ring.ts'

const lineFeed = 10

/** From when a log is to be read on: API servers cut the time to whole seconds on its way to the kubelet. */
export function resumeTime(ring: LineRing): string | undefined {
  const time = ring.end > ring.first ? timeOf(ring.line(ring.end - 1)) : ''
  const moment = Date.parse(time)
  if (Number.isNaN(moment)) return undefined
  return new Date(Math.floor(moment / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}

/**
 * What a stream brings again after it was resumed at `since`, taken out: the lines of that time that are in the ring
 * already, by time and text, each as often as it is there. Answers for each chunk what is new of it.
 */
export function withoutOverlap(ring: LineRing, since: string): (chunk: Uint8Array) => Uint8Array {
  const decoder = new TextDecoder()
  const known = new Map<string, number>()
  const from = Date.parse(since)
  const newest = ring.end > ring.first ? Date.parse(timeOf(ring.line(ring.end - 1))) : Number.NaN
  for (let number = ring.end - 1; number >= ring.first; number -= 1) {
    const bytes = ring.line(number)
    // A line without a time belongs to the one before it.
    if (Date.parse(timeOf(bytes)) < from) break
    const text = decoder.decode(bytes)
    known.set(text, (known.get(text) ?? 0) + 1)
  }
  let rest = new Uint8Array()
  let over = known.size === 0

  return (chunk) => {
    if (over) return chunk
    const bytes = concatenated(rest, chunk)
    const kept: Uint8Array[] = []
    let start = 0
    for (let end = bytes.indexOf(lineFeed); end !== -1 && !over; end = bytes.indexOf(lineFeed, start)) {
      const line = bytes.subarray(start, end)
      const text = decoder.decode(line)
      const count = known.get(text) ?? 0
      if (count > 0) known.set(text, count - 1)
      else kept.push(bytes.subarray(start, end + 1))
      start = end + 1
      over = Date.parse(timeOf(line)) > newest
    }
    rest = over ? new Uint8Array() : bytes.slice(start)
    if (over) kept.push(bytes.subarray(start))
    return kept.length === 1 ? (kept[0] ?? rest) : kept.reduce(concatenated, new Uint8Array())
  }
}

function concatenated(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
