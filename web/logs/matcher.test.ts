import { expect, test } from 'vitest'
import { linearSearch } from './linear.ts'
import { isQuick, matcherOf, type Sought } from './matcher.ts'

function rangesIn(sought: Sought, line: string) {
  const matcher = matcherOf(sought, linearSearch)
  return matcher !== undefined && 'match' in matcher ? matcher.match(line) : matcher
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
  ['(a|B)+c', true, 'xabAcd', [[1, 5]]],
  ['[', false, '[error]', [[0, 1]]],
])('%j (expression: %s) in %j', (text, regex, line, ranges) => {
  expect(rangesIn({ text, regex }, line)).toEqual(ranges)
})

test('nothing, and what is no expression, is not looked for', () => {
  expect(matcherOf({ text: '', regex: false })).toBeUndefined()
  expect(matcherOf({ text: '(', regex: true })).toEqual({ wrong: 'No expression' })
  expect(matcherOf({ text: '(', regex: true }, linearSearch)).toEqual({ wrong: 'No expression' })
  expect(matcherOf({ text: '(?!a)b', regex: true }, linearSearch)).toEqual({ wrong: 'Not supported' })
})

test('what could take for ever is never left to the browser', () => {
  for (const text of ['(a+)+$', '(a|aa)+$', 'a*a*a*b', '(a?){30}a{30}', String.raw`(.*)\1x`])
    expect(isQuick(text)).toBe(false)
  for (const text of ['error', 'code=.*500', '[(*+]x', String.raw`a\(b\)`, 'warn|error'])
    expect(isQuick(text)).toBe(true)
  // Until what does it is there, it is not looked for.
  expect(matcherOf({ text: '(a+)+$', regex: true })).toBeUndefined()
})

test.each(['(a+)+$', '(a|aa)+$', '(a|a?)+!', 'a*a*a*a*$', '(.*a){20}b'])(
  'looking for %s in a long line of the same letter ends soon',
  (text) => {
    const line = `${'a'.repeat(4095)}b`
    const begun = performance.now()
    expect(rangesIn({ text, regex: true }, line)).toBeDefined()
    // A backtracking engine would not end in this century.
    expect(performance.now() - begun).toBeLessThan(5_000)
  },
)
