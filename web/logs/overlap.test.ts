import { expect, test } from 'vitest'
import { LineRing } from './line-ring.ts'
import { resumeTime, withoutOverlap } from './overlap.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const at = (second: number, part: number, text: string): string =>
  `2026-03-01T12:00:${String(second).padStart(2, '0')}.${String(part).padStart(9, '0')}Z ${text}\n`

const before = [at(1, 5, 'a'), at(2, 10, 'b'), at(2, 20, 'same'), at(2, 20, 'same'), at(2, 30, 'c')]

function ringOf(lines: readonly string[]): LineRing {
  const ring = new LineRing()
  ring.append(encoder.encode(lines.join('')))
  return ring
}

/** What is kept of what comes again from second 2 on, in pieces of a size. */
function kept(again: readonly string[], size: number): string {
  const filter = withoutOverlap(ringOf(before), '2026-03-01T12:00:02Z')
  const bytes = encoder.encode(again.join(''))
  let text = ''
  for (let start = 0; start < bytes.length; start += size)
    text += decoder.decode(filter(bytes.subarray(start, start + size)))
  return text
}

test('a log goes on at the second of its last line', () => {
  expect(resumeTime(ringOf(before))).toBe('2026-03-01T12:00:02Z')
  expect(resumeTime(ringOf([]))).toBeUndefined()
  expect(resumeTime(ringOf(['no time\n']))).toBeUndefined()
})

test.each([1, 7, 50, 10_000])('nothing is doubled and nothing missed, in pieces of %i bytes', (size) => {
  const more = [at(2, 31, 'd'), at(3, 1, 'e'), at(3, 1, 'e')]
  expect(kept([...before.slice(1), ...more], size)).toBe(more.join(''))
})

test('a line that is there more often than it was is new', () => {
  const again = [...before.slice(1, 4), at(2, 20, 'same'), ...before.slice(4)]
  expect(kept(again, 20)).toBe(at(2, 20, 'same'))
})

test('what was said while nobody listened is new, also at the same moment', () => {
  expect(kept([...before.slice(1), at(2, 30, 'd'), at(9, 0, 'e')], 13)).toBe(at(2, 30, 'd') + at(9, 0, 'e'))
})

test('the log of another run has nothing to take out', () => {
  expect(kept([at(5, 0, 'fresh')], 9)).toBe(at(5, 0, 'fresh'))
})
