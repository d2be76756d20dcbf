import { expect, test } from 'vitest'
import { Finder } from './finder.ts'
import { LineRing } from './line-ring.ts'
import { linearSearch } from './linear.ts'
import { matcherOf, type Sought } from './matcher.ts'

const encoder = new TextEncoder()

function ringOf(count: number, limits = {}): LineRing {
  const ring = new LineRing(limits)
  for (let index = 0; index < count; index += 1)
    ring.append(encoder.encode(`2026-03-01T12:00:00Z \u001B[31mline\u001B[0m ${index}\n`))
  return ring
}

function finder(sought: Sought, ring: LineRing): Finder {
  const matcher = matcherOf(sought, linearSearch)
  if (matcher === undefined || 'wrong' in matcher) throw new Error('nothing is sought')
  return new Finder(matcher.match, ring)
}

test('times and colours are not looked into', () => {
  const ring = ringOf(20)
  for (const [text, count] of [
    ['2026', 0],
    ['[31m', 0],
    ['line 1', 11],
  ] as const) {
    const found = finder({ text, regex: false }, ring)
    expect(found.look(ring, 1000)).toBe(true)
    expect(found.hits).toHaveLength(count)
  }
})

test('a slice is short, and the next goes on', () => {
  const ring = ringOf(2_000)
  const found = finder({ text: 'line', regex: false }, ring)
  let clock = 0
  let slices = 1
  while (!found.look(ring, 5, () => (clock += 5))) slices += 1
  expect(slices).toBeGreaterThan(3)
  expect(found.hits).toHaveLength(2_000)
  ring.append(encoder.encode('2026-03-01T12:00:00Z one more line\n'))
  found.look(ring, 5)
  expect(found.hits.at(-1)).toBe(2_000)
})

test('hits are gone through in both directions, around the ends', () => {
  const ring = ringOf(30)
  const found = finder({ text: 'e 1\\d', regex: true }, ring)
  found.look(ring, 1000)
  expect(found.next(0, 1)).toBe(10)
  expect(found.next(10, 1)).toBe(11)
  expect(found.next(19, 1)).toBe(10)
  expect(found.next(10, -1)).toBe(19)
  expect(found.placeOf(12)).toBe(3)
  expect(found.placeOf(9)).toBe(0)
})

test('what is dropped is no hit any more', () => {
  const ring = ringOf(20, { bytes: 512, block: 128 })
  const found = finder({ text: 'line', regex: false }, ring)
  found.look(ring, 1000)
  ring.append(encoder.encode('x\n'.repeat(400)))
  found.look(ring, 1000)
  expect(found.hits).toEqual([])
})

test('a hard expression over long lines lets go after each', () => {
  const ring = new LineRing()
  for (let index = 0; index < 50; index += 1)
    ring.append(encoder.encode(`2026-03-01T12:00:00Z ${'a'.repeat(6_000)}!\n`))
  const found = finder({ text: '(a+)+!', regex: true }, ring)
  let slices = 1
  let clock = 0
  while (!found.look(ring, 5, () => (clock += 5))) slices += 1
  expect(slices).toBe(50)
  expect(found.hits).toEqual([])
})
