import { expect, test } from 'vitest'
import {
  copyJson,
  fieldOf,
  isObject,
  isRawNumber,
  jsonTypeName,
  rawNumber,
  sameJson,
  setField,
} from './json.ts'

test('a number kept as written is a scalar that is written back unchanged', () => {
  const big = rawNumber('9007199254740993')
  expect(isRawNumber(big)).toBe(true)
  expect(isObject(big)).toBe(false)
  expect(JSON.stringify(copyJson({ big }))).toBe('{"big":9007199254740993}')
  expect(sameJson(big, rawNumber('9007199254740993'))).toBe(true)
  expect(sameJson(big, rawNumber('9007199254740992'))).toBe(false)
  expect(sameJson(big, {})).toBe(false)
})

test('fields with the names of built-in properties are fields like any other', () => {
  const parsed: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":2}')
  if (!isObject(parsed)) throw new Error('not an object')
  const copy = copyJson(parsed)
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"a":1},"constructor":2}')
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  expect(fieldOf({}, 'constructor')).toBeUndefined()
  const target = {}
  setField(target, '__proto__', 1)
  expect(Object.keys(target)).toEqual(['__proto__'])
})

test.each([
  [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
  [[1, 2], [2, 1], false],
  [{ a: undefined }, { b: undefined }, false],
  [null, {}, false],
  [[], {}, false],
  ['1', 1, false],
])('%j and %j are the same: %s', (one, other, same) => {
  expect(sameJson(one, other)).toBe(same)
})

test('types are named as the decoder of Go names them', () => {
  const values = [null, true, 1, rawNumber('9007199254740993'), 'x', [], {}]
  expect(values.map(jsonTypeName)).toEqual(['null', 'bool', 'number', 'number', 'string', 'array', 'object'])
})
