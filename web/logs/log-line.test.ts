import { expect, test } from 'vitest'
import { readLine, textOf, timeOf } from './log-line.ts'

const encoder = new TextEncoder()
const read = (text: string, most?: number) => readLine(encoder.encode(text), most)

test.each([
  ['2026-03-01T12:00:00.042000000Z hello you', '2026-03-01T12:00:00.042000000Z', 'hello you'],
  ['2026-03-01T12:00:00.042000000+01:00 hello', '2026-03-01T12:00:00.042000000+01:00', 'hello'],
  ['2026-03-01T12:00:00Z ', '2026-03-01T12:00:00Z', ''],
  ['2026-03-01T12:00:00Z windows\r', '2026-03-01T12:00:00Z', 'windows'],
  ['no time', '', 'no time'],
  ['', '', ''],
  ['\r', '', ''],
])('%j is a time and a text', (line, time, text) => {
  expect(read(line)).toEqual({ time, text, more: 0 })
  expect(timeOf(encoder.encode(line))).toBe(time)
})

test('a long line is cut between characters, and says by how much', () => {
  expect(read('2026-03-01T12:00:00Z abcdef', 4)).toMatchObject({ text: 'abcd', more: 2 })
  expect(read('aé', 2)).toEqual({ time: '', text: 'a', more: 2 })
})

test('bytes that are no text are marked, and nothing throws', () => {
  expect(readLine(Uint8Array.of(0xff, 0x41))).toEqual({ time: '', text: '\uFFFDA', more: 0 })
})

test('the text of a decoded line', () => {
  expect(textOf('2026-03-01T12:00:00.042Z hello')).toBe('hello')
  expect(textOf('2026-03-01T12 hello')).toBe('2026-03-01T12 hello')
})
