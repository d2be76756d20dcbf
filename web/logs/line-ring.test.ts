import { describe, expect, test } from 'vitest'
import { LineRing } from './line-ring.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function filled(texts: readonly string[], limits = {}): LineRing {
  const ring = new LineRing(limits)
  for (const text of texts) ring.append(encoder.encode(text))
  return ring
}

function linesOf(ring: LineRing): string[] {
  return Array.from({ length: ring.end - ring.first }, (_, index) =>
    decoder.decode(ring.line(ring.first + index)),
  )
}

test('lines come out as they came in, whatever they were cut into', () => {
  const text = 'one\n\nthrée\n💡 four\nlast\n'
  const whole = ['one', '', 'thrée', '💡 four', 'last']
  const bytes = encoder.encode(text)
  for (const size of [1, 2, 3, 5, 7, 100]) {
    for (const block of [1, 2, 4, 8, 64]) {
      const ring = new LineRing({ block })
      for (let at = 0; at < bytes.length; at += size) ring.append(bytes.subarray(at, at + size))
      expect(linesOf(ring)).toEqual(whole)
      expect(ring.texts(0, 5)).toEqual(whole)
      expect(ring.texts(1, 3)).toEqual(['', 'thrée'])
      expect(ring.texts(3, 5)).toEqual(['💡 four', 'last'])
    }
  }
})

test('a line is there once it is complete, or nothing more comes', () => {
  const ring = filled(['one\ntw'])
  expect(linesOf(ring)).toEqual(['one'])
  ring.append(encoder.encode('o\nthree'))
  expect(linesOf(ring)).toEqual(['one', 'two'])
  ring.finish()
  ring.finish()
  expect(linesOf(ring)).toEqual(['one', 'two', 'three'])
})

test.each([3, 4, 64])('what was begun can be forgotten, with blocks of %i bytes', (block) => {
  const ring = filled(['one\ntwo and more'], { block })
  ring.dropUnfinished()
  ring.append(encoder.encode('two\nthree\n'))
  expect(linesOf(ring)).toEqual(['one', 'two', 'three'])
})

describe('a ring that is full', () => {
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index}\n`)

  test('keeps the newest lines under their numbers', () => {
    const ring = filled(numbered(1000), { bytes: 1024, block: 128 })
    expect(ring.end).toBe(1000)
    expect(ring.first).toBeGreaterThan(850)
    expect(linesOf(ring)).toEqual(
      numbered(1000)
        .slice(ring.first)
        .map((line) => line.trim()),
    )
    expect(ring.texts(ring.first, ring.first + 2)).toEqual([`line ${ring.first}`, `line ${ring.first + 1}`])
  })

  test('keeps no more lines than can be scrolled through', () => {
    const ring = filled(numbered(1000), { lines: 100, block: 128 })
    expect(ring.end - ring.first).toBeGreaterThanOrEqual(100)
    expect(ring.end - ring.first).toBeLessThan(130)
  })

  test('survives a line that is longer than all of it', () => {
    const ring = filled(['one\n', 'x'.repeat(5000), '\n', 'two\n'], { bytes: 1024, block: 128 })
    expect(linesOf(ring)).toEqual(['two'])
    expect(ring.end).toBe(3)
  })
})

test('half a million ordinary lines are kept', () => {
  const line = `2026-03-01T12:00:00.000000000Z ${'x'.repeat(120)}\n`
  const chunk = encoder.encode(line.repeat(5_000))
  const ring = new LineRing()
  for (let index = 0; index < 110; index += 1) ring.append(chunk)
  expect(ring.end - ring.first).toBeGreaterThanOrEqual(500_000)
})
