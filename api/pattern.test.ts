import { expect, test } from 'vitest'
import { compilePattern } from './pattern.ts'

function matches(pattern: string, text: string): unknown {
  const compiled = compilePattern(pattern)
  return typeof compiled === 'function' ? compiled(text) : compiled.message
}

test('a pattern is looked for anywhere, in the syntax of Go', () => {
  expect(matches('b+', 'abc')).toBe(true)
  expect(matches('^b', 'abc')).toBe(false)
  expect(matches('^\\pL+$', 'äß')).toBe(true)
  expect(matches('(?i)ABC', 'abc')).toBe(true)
})

test('what Go refuses is refused, and what costs too much', () => {
  expect(matches('(?=x)', 'x')).toContain('error parsing regexp')
  expect(matches('(a)\\1', 'aa')).toContain('error parsing regexp')
  expect(matches('a'.repeat(1001), 'a')).toBe('it has more than 1000 characters')
  expect(matches('[a-z]{1000}', 'x'.repeat(100_000))).toBeUndefined()
})
