import { expect, test } from 'vitest'
import { trackPlace, type Place } from './yaml-place.ts'

/** The place behind a text, read in pieces of every length. */
function placeAfter(text: string): Place {
  const [first, ...others] = [1, 3, text.length + 1].map((size) => {
    const tracker = trackPlace()
    for (let at = 0; at < text.length; at += size) tracker.push(text.slice(at, at + size))
    return tracker.place()
  })
  for (const other of others) expect(other).toEqual(first)
  return first ?? { in: 'plain' }
}

test.each([
  '',
  'a: ',
  "a: it's ",
  'a: 5" x ',
  'a: "x" ',
  'a: "x\\\\" ',
  "a: 'it''s' ",
  "a: '' ",
  "a: don''t ",
  'a: x, "y ',
  'a: b#c ',
  'a: {b: "c", "d":"e"} ',
  '# don"t\na: ',
  'a: |\n',
  'a: |\n  text\nb: ',
  'a: b |\n  ',
  '- b: |\n  ',
  '- |\n',
  'a: "b |\n  " ',
  '# a: |\n  ',
  'a: b # c: |\n  ',
])('%j ends in a plain place', (text) => expect(placeAfter(text)).toEqual({ in: 'plain' }))

test.each([
  'a: "',
  'a: "\\"',
  '- "x',
  '"x',
  'a: [b, "',
  'a: {"b":"',
  'a: !!str "',
  'a: &x "',
  'a: "one\n  two',
  '- - "',
  '? "',
])('%j ends in double quotes', (text) => expect(placeAfter(text)).toEqual({ in: 'double quotes' }))

test.each(["a: '", "a: 'it''", "a: 'it''s", "- {a: '", 'a: \'"', "a: 'b\n"])(
  '%j ends in single quotes',
  (text) => expect(placeAfter(text)).toEqual({ in: 'single quotes' }),
)

test.each(['# ', 'a: b # "', 'a: b\t#'])('%j ends in a comment', (text) =>
  expect(placeAfter(text)).toEqual({ in: 'comment' }),
)

test.each([
  ['a: |\n  ', 2],
  ['a: |\n  "x', 2],
  ['a: >-\n    x\n\n   y: ', 3],
  ['a: |2+ # why\n   ', 3],
  ['- b: |\n   ', 3],
  ['- |\n  ', 2],
  ['- - |\n    ', 4],
  ['  - a: !!str |\r\n      ', 6],
  ["a: '\"'\nb: |\n  # x", 2],
])('%j ends in a block, on a line indented by %j', (text, indent) =>
  expect(placeAfter(text)).toEqual({ in: 'block', indent }),
)
