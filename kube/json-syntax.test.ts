import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonSyntaxError } from './json-syntax.ts'

test.each([
  ['', 'unexpected end of JSON input'],
  ['  ', 'unexpected end of JSON input'],
  ['{"spec":', 'unexpected end of JSON input'],
  ['{"a":"b', 'unexpected end of JSON input'],
  ['tru', 'unexpected end of JSON input'],
  ['[1,', 'unexpected end of JSON input'],
  ['-', 'unexpected end of JSON input'],
  ['kind: Team', "invalid character 'k' looking for beginning of value"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
  ['[1 2]', "invalid character '2' after array element"],
  ['{} x', "invalid character 'x' after top-level value"],
  ["'a'", "invalid character '\\'' looking for beginning of value"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['-a', "invalid character 'a' in numeric literal"],
  ['1.x', "invalid character 'x' after decimal point in numeric literal"],
  ['1e+x', "invalid character 'x' in exponent of numeric literal"],
  ['01', "invalid character '1' after top-level value"],
  ['trye', "invalid character 'y' in literal true (expecting 'u')"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
])('%j is refused', (text, message) => {
  expect(jsonSyntaxError(text)).toBe(message)
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('it agrees with JSON.parse about what is JSON', () => {
  const shuffled = fc.tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('"', '{', ']', ',', '1', '\\', ' ', 'e', '.'),
  )
  fc.assert(
    fc.property(shuffled, ([text, at, extra]) => {
      const changed = text.slice(0, at % (text.length + 1)) + extra + text.slice(at % (text.length + 1))
      expect(jsonSyntaxError(text)).toBeUndefined()
      expect(jsonSyntaxError(changed) === undefined).toBe(isJson(changed))
    }),
  )
})
