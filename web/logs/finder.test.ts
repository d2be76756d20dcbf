import { expect, test } from 'vitest'
import { Finder, matcherOf, type Sought } from './finder.ts'
import { LineRing } from './line-ring.ts'

const encoder = new TextEncoder()

function ringOf(count: number, limits = {}): LineRing {
  const ring = new LineRing(limits)
  for (let index = 0; index < count; index += 1)
    ring.append(encoder.encode(`2026-03-01T12:00:00Z \u001B[31mline\u001B[0m ${index}\n`))
  return ring
}

function finder(sought: Sought, ring: LineRing): Finder {
  const match = matcherOf(sought)
  if (match === undefined) throw new Error('nothing is sought')
  return new Finder(match, ring)
}

test.each([
  [
    'a.b',
    false,
    'xA.Bx a.b',
    [
      [1, 4],
      [6, 9],
    ],
  ],
  ['a.b', true, 'acb', [[0, 3]]],
  ['x*', true, 'axxb', [[1, 3]]],
  ['[', false, '[error]', [[0, 1]]],
])('%j (expression: %s) in %j', (text, regex, line, ranges) => {
  expect(matcherOf({ text, regex })?.(line)).toEqual(ranges)
})

test('nothing, and what is no expression, is not looked for', () => {
  expect(matcherOf({ text: '', regex: false })).toBeUndefined()
  expect(matcherOf({ text: '(', regex: true })).toBeUndefined()
})

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
  expect(slices).toBe(4)
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
