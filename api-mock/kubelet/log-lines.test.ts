import { expect, test } from 'vitest'
import { cutBytes, formatLine, mergeLines, selectLines } from './log-lines.ts'
import type { LogLine } from './log-lines.ts'
import type { LogOptions } from './log-options.ts'

const made: LogLine[] = [
  { at: 1000, text: 'one' },
  { at: 3000, text: 'three', to: 'stderr' },
]
const noted: LogLine[] = [
  { at: 2000, text: 'two' },
  { at: 3000, text: 'four' },
]
const all: Pick<LogOptions, 'since' | 'tailLines' | 'stream'> = {
  since: undefined,
  tailLines: undefined,
  stream: 'All',
}

test('what follows from the start and what was noted are one log', () => {
  expect(mergeLines(made, noted).map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four'])
})

test.each([
  [{}, ['one', 'two', 'three', 'four']],
  [{ since: 2000 }, ['two', 'three', 'four']],
  [{ tailLines: 2 }, ['three', 'four']],
  [{ tailLines: 0 }, []],
  [{ tailLines: 9 }, ['one', 'two', 'three', 'four']],
  [{ since: 3000, tailLines: 1 }, ['four']],
  [{ stream: 'Stderr' as const }, ['three']],
  [{ stream: 'Stdout' as const }, ['one', 'two', 'four']],
])('%j selects lines', (options, expected) => {
  expect(selectLines(mergeLines(made, noted), { ...all, ...options }).map(({ text }) => text)).toEqual(
    expected,
  )
})

test('a time has nanoseconds, and is the same each time', () => {
  const line = { at: Date.parse('2026-03-01T12:00:00.042Z'), text: 'hi' }
  expect(formatLine(line, true)).toMatch(/^2026-03-01T12:00:00\.042\d{6}Z hi\n$/)
  expect(formatLine(line, true)).toBe(formatLine({ ...line }, true))
  expect(formatLine(line, false)).toBe('hi\n')
})

test('a text is cut by bytes, not within a character', () => {
  expect([cutBytes('héllo', 2), cutBytes('héllo', 3), cutBytes('héllo', 99)]).toEqual(['h', 'hé', 'héllo'])
})
