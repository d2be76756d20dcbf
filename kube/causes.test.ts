import { expect, test } from 'vitest'
import {
  duplicateValue,
  forbiddenValue,
  invalidType,
  invalidValue,
  jsonType,
  printValue,
  quote,
  requiredValue,
  tooMany,
  unsupportedValue,
} from './causes.ts'
import { rawNumber } from './json.ts'

test.each([
  ['plain "and" \\ ', '"plain \\"and\\" \\\\ "'],
  ['a\nb\tc\u0007\u0001', '"a\\nb\\tc\\a\\x01"'],
  ['grün 🙂', '"grün 🙂"'],
  ['\u200b\u{e0001}', '"\\u200b\\U000e0001"'],
])('%j is quoted as Go quotes it', (text, expected) => {
  expect(quote(text)).toBe(expected)
})

test.each([
  [1.5, '1.5'],
  [1e21, '1e+21'],
  [1e-7, '1e-07'],
  [0.00005, '5e-05'],
  [true, 'true'],
  [null, 'null'],
  [rawNumber('9007199254740993'), '9007199254740993'],
  [{ b: '<a>', a: [1, null] }, '{"a":[1,null],"b":"\\u003ca\\u003e"}'],
])('%j is shown as %s', (value, expected) => {
  expect(printValue(value)).toBe(expected)
})

test('the words of each kind of problem', () => {
  const all = [
    invalidValue('a', 1, 'why'),
    invalidType('a', 'x', 'why'),
    requiredValue('a'),
    requiredValue('a', 'why'),
    duplicateValue('a', { k: 'v' }),
    forbiddenValue('a', 'why'),
    unsupportedValue('a', 'x', ['y', 'z']),
    tooMany('a', 3, 1),
  ]
  expect(all.map(({ reason, message }) => `${reason} ${message}`)).toEqual([
    'FieldValueInvalid Invalid value: 1: why',
    'FieldValueTypeInvalid Invalid value: "x": why',
    'FieldValueRequired Required value',
    'FieldValueRequired Required value: why',
    'FieldValueDuplicate Duplicate value: {"k":"v"}',
    'FieldValueForbidden Forbidden: why',
    'FieldValueNotSupported Unsupported value: "x": supported values: "y", "z"',
    'FieldValueTooMany Too many: 3: must have at most 1 item',
  ])
})

test.each([
  [null, 'null'],
  [[], 'array'],
  [{}, 'object'],
  ['x', 'string'],
  [false, 'boolean'],
  [1, 'integer'],
  [1.5, 'number'],
  [rawNumber('9007199254740993'), 'integer'],
  [rawNumber('9223372036854775808'), 'number'],
  [1e20, 'number'],
])('%j is of type %s', (value, type) => {
  expect(jsonType(value)).toBe(type)
})
