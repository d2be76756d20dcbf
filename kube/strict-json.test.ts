import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDuplicates, parseAsWritten, parseJson } from './strict-json.ts'

test.each([
  ['{"n":9007199254740991}', '{"n":9007199254740991}'],
  ['{"n":9007199254740993}', '{"n":9007199254740993}'],
  ['{"n":9007199254740992}', '{"n":9007199254740992}'],
  ['{"n":-9223372036854775808}', '{"n":-9223372036854775808}'],
  ['{"n":92233720368547758080}', '{"n":92233720368547758080}'],
  ['{"n":1.50,"m":9007199254740993}', '{"n":1.5,"m":9007199254740993}'],
  ['{"n":0.12345678901234567890}', '{"n":0.12345678901234568}'],
  ['{"n":1e3}', '{"n":1000}'],
  ['{"s":"9007199254740993"}', '{"s":"9007199254740993"}'],
  ['{"__proto__":9007199254740993}', '{"__proto__":9007199254740993}'],
])('%s is written back as %s', (text, expected) => {
  expect(JSON.stringify(parseJson(text))).toBe(expected)
})

test.each([
  '{"n":1.0,"m":[1e3,-0,0,1E-2],"k":12345678901234567890,"j":0.10}',
  '{"s":"1.0, 1e3","n":5,"b":true,"__proto__":1.0}',
  '[1.0,2]',
])('%s is written again as it came', (text) => {
  expect(JSON.stringify(parseAsWritten(text))).toBe(text)
})

test('a body that goes on changed is bounded as any other', () => {
  expect(() => parseAsWritten('['.repeat(101) + ']'.repeat(101))).toThrow('more than 100 levels')
  expect(() => parseAsWritten('{"n":1.0')).toThrow(expect.objectContaining({ code: 400 }))
})

test('a number beyond all doubles is refused as Go refuses it', () => {
  expect(() => parseJson('{"n":1e400}')).toThrow(
    expect.objectContaining({
      code: 400,
      message: 'json: cannot unmarshal number 1e400 into Go value of type float64',
    }),
  )
})

test('what is not JSON is refused with the words of Go', () => {
  expect(() => parseJson('{"spec":')).toThrow(
    expect.objectContaining({ code: 400, message: 'unexpected end of JSON input' }),
  )
})

test('depth and size are bounded, brackets in strings do not count', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  expect(parseJson(nested(100))).toBeDefined()
  expect(() => parseJson(nested(101))).toThrow(expect.objectContaining({ code: 400 }))
  expect(() => parseJson('['.repeat(1_000_000))).toThrow(expect.objectContaining({ code: 400 }))
  expect(parseJson(JSON.stringify(['['.repeat(200), '\\"'.repeat(3), '[[']))).toHaveLength(3)
  expect(() => parseJson('[1,2,3]', 3)).toThrow(expect.objectContaining({ code: 400 }))
  expect(parseJson('[1,2,3]', 4)).toEqual([1, 2, 3])
})

test('whatever JSON.stringify writes is read back', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(parseJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test.each([
  ['{"a":1,"b":{"a":1}}', []],
  ['{"metadata":{"name":"x","name":"x"},"spec":{"n":1,"n":2,"n":3}}', ['metadata.name', 'spec.n']],
  ['{"a":1,"a":2}', ['a']],
  ['{"l":[{"x":1},{"x":1,"x":2}]}', ['l[1].x']],
  ['{"l":[[],[{"x":1,"x":2}]]}', ['l[1][0].x']],
  ['[{"x":1,"x":2}]', ['[0].x']],
  ['{"a":{"b":1},"a":{"b":1}}', ['a']],
  ['{"a":"a","\\u0061":1}', ['a']],
  ['{"a\\"":1,"a\\"":2}', ['a\\"']],
  ['{"a":"x,\\"a\\":{","b":["a","a"]}', []],
  ['{"":1,"":2}', ['']],
  ['{"":"x","x":"","a":{"":"a","a":""}}', []],
])('the duplicates of %s', (text, paths) => {
  expect(findDuplicates(text)).toEqual(paths.map((path) => `duplicate field "${path}"`))
})

test('a document without duplicates has none', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(findDuplicates(JSON.stringify(value))).toEqual([])
    }),
  )
})

test('at most a hundred duplicates are named', () => {
  const fields = Array.from({ length: 150 }, (_, index) => `"f${index}":1,"f${index}":1`)
  expect(findDuplicates(`{${fields.join(',')}}`)).toHaveLength(100)
})
