import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern, PatternError } from './pattern.ts'

test.each([
  ['^[a-z]+$', ['abc'], ['', 'Abc', 'a b', 'abc\n']],
  ['b', ['abc'], ['ac']],
  ['^(a|bc)*$', ['', 'abcbc'], ['ab']],
  ['^a{2,3}$', ['aa', 'aaa'], ['a', 'aaaa']],
  ['^a{2}$', ['aa'], ['aaa']],
  ['^a{2,}$', ['aa', 'aaaaa'], ['a']],
  ['a{,2}', ['a{,2}'], ['aa']],
  ['^x{$', ['x{'], ['x']],
  ['^a??b+?$', ['b', 'abb'], ['aab']],
  ['^\\d+\\.\\d+$', ['1.25'], ['1x25', '१.१']],
  ['^[^\\W\\d]$', ['a', '_'], ['1', '-']],
  ['^[-a-z0-9.]*$', ['a-b.c9'], ['A']],
  ['^[]a]$', [']', 'a'], ['b']],
  ['^[a-]$', ['a', '-'], ['b']],
  ['^[[:alpha:][:^ascii:]]+$', ['abé'], ['a1']],
  ['^\\p{Lu}\\pL*$', ['Émile'], ['émile']],
  ['^\\p{Greek}+\\P{Greek}$', ['αβx'], ['αβγ']],
  ['(?i)^straße$', ['STRAßE', 'straße'], ['strasse']],
  ['^(?i:a)b$', ['Ab', 'ab'], ['AB']],
  ['(?s)^a.b$', ['a\nb'], []],
  ['^a.b$', ['a☃b', 'a🙂b'], ['a\nb']],
  ['(?m)^b$', ['a\nb\nc'], ['abc']],
  ['\\bfoo\\b', ['a foo b'], ['food']],
  ['\\Boo', ['foo'], ['oo']],
  ['^\\Qa.b*\\E$', ['a.b*'], ['axbb']],
  ['^(?P<x>a)(?<y>b)(?:c)$', ['abc'], ['ab']],
  ['^\\x41\\x{1F642}\\101\\t$', ['A🙂A\t'], ['A']],
  ['', ['', 'x'], []],
  ['^$|^x$', ['', 'x'], ['xx']],
  ['^(()*|a*)*$', ['aaa'], ['b']],
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', ['a-b.c'], ['a..b', '-a']],
])('%s', (pattern, matching, others) => {
  const matches = compilePattern(pattern)
  expect(matching.filter((text) => !matches(text))).toEqual([])
  expect(others.filter((text) => matches(text))).toEqual([])
})

test.each([
  ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(a)\\1', 'invalid escape sequence: `\\1`'],
  ['[a', 'missing closing ]: `[a`'],
  ['(a', 'missing closing ): `(a`'],
  ['a)', 'unexpected ): `a)`'],
  ['*', 'missing argument to repetition operator: `*`'],
  ['a**', 'invalid nested repetition operator: `**`'],
  ['a{1001}', 'invalid repeat count: `{1001}`'],
  ['a{3,2}', 'invalid repeat count: `{3,2}`'],
  ['[z-a]', 'invalid character class range: `z-a`'],
  ['\\y', 'invalid escape sequence: `\\y`'],
  ['^(a{0,50}){0,50}$', 'invalid repeat count: `{0,50}`'],
  ['((a{100}){100}){100}', 'invalid repeat count: `{100}`'],
  ['\\p{Nonsense}', 'invalid character class range: `\\p{Nonsense}`'],
])('%s is refused as Go refuses it', (pattern, message) => {
  expect(() => compilePattern(pattern)).toThrow(`error parsing regexp: ${message}`)
})

test.each(['(?<=a)', 'a\\', '('.repeat(2000)])(
  '%s is refused, in words that are not quite those of Go',
  (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError)
  },
)

test('no pattern makes a short text take long', () => {
  const started = performance.now()
  expect(compilePattern('^(a+)+$')(`${'a'.repeat(5000)}b`)).toBe(false)
  expect(compilePattern('^(a|a)*(a|aa)*$')(`${'a'.repeat(5000)}b`)).toBe(false)
  expect(compilePattern('(x+x+)+y')('x'.repeat(5000))).toBe(false)
  expect(compilePattern('^(a{0,30}){0,30}$')('a'.repeat(1000) + 'b')).toBe(false)
  expect(performance.now() - started).toBeLessThan(5000)
})

test('it agrees with the engine of JavaScript where both have the same syntax', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '(a|b)', '(?:ab)', '\\b')
  const piece = fc
    .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}'))
    .map((parts) => parts.join(''))
  const pattern = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
  const anchored = fc.tuple(fc.boolean(), pattern, fc.boolean())
  fc.assert(
    fc.property(anchored, fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ') }), (parts, text) => {
      const [start, body, end] = parts
      const whole = `${start ? '^' : ''}${body}${end ? '$' : ''}`
      fc.pre(!/\\b[*+?{]/.test(whole))
      expect(compilePattern(whole)(text)).toBe(new RegExp(whole, 'u').test(text))
    }),
    { numRuns: 500 },
  )
})
