import { expect, test } from 'vitest'
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  isZero,
  milliValue,
  parseQuantity,
  signOf,
  subtractQuantities,
  value,
  type Quantity,
} from './quantity.ts'

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text)
  if (parsed === undefined) throw new Error(`${text} is no quantity`)
  return parsed
}

test.each([
  ['0', '0'],
  ['0Ki', '0'],
  ['-0', '0'],
  ['1', '1'],
  ['1000m', '1'],
  ['0.5', '500m'],
  ['1.5', '1500m'],
  ['-1.5', '-1500m'],
  ['100000', '100k'],
  ['1024', '1024'],
  ['1024Ki', '1Mi'],
  ['1.5Gi', '1536Mi'],
  ['1025Ki', '1025Ki'],
  ['0.5Ki', '512'],
  ['0.0001Ki', '102400u'],
  ['1.1Ki', '1126400m'],
  ['1e3', '1e3'],
  ['12000e3', '12e6'],
  ['1E', '1E'],
  ['1e0', '1e0'],
  ['10e-1', '1'],
])('%s is stored as %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical)
})

test('what is finer than a billionth is rounded away from zero, and binary amounts end at 2^63-1', () => {
  expect(canonicalQuantity('0.1n')).toBe('1n')
  expect(canonicalQuantity('-1.0000000001')).toBe('-1000000001n')
  expect(canonicalQuantity('1e-200')).toBe('1e-9')
  expect(canonicalQuantity('8Ei')).toBe('9223372036854775807')
  expect(canonicalQuantity('-1000Ei')).toBe('-9223372036854775807')
  expect(canonicalQuantity('123456789012345678901.5')).toBe('123456789012345678901500m')
})

test('some texts are stored as they came, and lose their form in a sum', () => {
  for (const text of ['+5', '007', '1.123', '12.500k', '1E3', '1e03']) {
    expect(canonicalQuantity(text)).toBe(text)
  }
  expect(formatQuantity(addQuantities(quantity('+5'), quantity('0')))).toBe('5')
  expect(formatQuantity(addQuantities(quantity('1.123'), quantity('0')))).toBe('1123m')
})

test('a number beyond the largest suffix keeps its value', () => {
  expect(canonicalQuantity('1000E')).toBe('1000E')
  expect(formatQuantity(addQuantities(quantity('8Ei'), quantity('1')))).toBe('8Ei')
})

test.each(['', ' ', 'a', '1.2.3', '1 Gi', '1gi', '1K', '1mi', '1e', '1Kie', '--1', '1+2', 'Infinity', '-Ei'])(
  '%o is no quantity',
  (text) => {
    expect(parseQuantity(text)).toBeUndefined()
  },
)

test('JSON numbers and padded strings are read, absurd texts are refused', () => {
  expect(canonicalQuantity(String(2))).toBe('2')
  expect(canonicalQuantity(String(0.25))).toBe('250m')
  expect(canonicalQuantity(String(1e21))).toBe('1e+21')
  expect(canonicalQuantity(' 1Gi ')).toBe('1Gi')
  expect(canonicalQuantity('1e1000000000')).toBeUndefined()
  expect(canonicalQuantity('9'.repeat(10_000))).toBeUndefined()
})

test('quantities compare by what they are worth', () => {
  expect(compareQuantities(quantity('1Gi'), quantity('1G'))).toBe(1)
  expect(compareQuantities(quantity('1024Mi'), quantity('1Gi'))).toBe(0)
  expect(compareQuantities(quantity('-1'), quantity('1m'))).toBe(-1)
  expect(['1', '-1n', '0Gi'].map((text) => signOf(quantity(text)))).toEqual([1, -1, 0])
  expect(isZero(quantity('0e9'))).toBe(true)
})

test('a sum is written like its first operand, or like its second where the first is zero', () => {
  const sum = (one: string, other: string): string =>
    formatQuantity(addQuantities(quantity(one), quantity(other)))
  const difference = (one: string, other: string): string =>
    formatQuantity(subtractQuantities(quantity(one), quantity(other)))
  expect(sum('512Mi', '512M')).toBe('1024288Ki')
  expect(sum('512Mi', '536870912')).toBe('1Gi')
  expect(sum('0', '1Gi')).toBe('1Gi')
  expect(sum('0.1', '0.2')).toBe('300m')
  expect(sum('1Gi', '100m')).toBe('1073741824100m')
  expect(difference('1Gi', '1Gi')).toBe('0')
  expect(difference('0', '2Ki')).toBe('-2Ki')
  expect(difference('1', '1500m')).toBe('-500m')
})

test('values as numbers are rounded away from zero', () => {
  expect([value(quantity('1.5Gi')), value(quantity('100m')), value(quantity('-1.1'))]).toEqual([
    1_610_612_736, 1, -2,
  ])
  expect([milliValue(quantity('0.5')), milliValue(quantity('1u')), milliValue(quantity('2'))]).toEqual([
    500, 1, 2000,
  ])
})
