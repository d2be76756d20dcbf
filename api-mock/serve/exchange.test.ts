import { validateHeaderValue } from 'node:http'
import { expect, test } from 'vitest'
import { warningHeaders } from './exchange.ts'

test('a warning is quoted, and sent as UTF-8', () => {
  const { warning = [] } = warningHeaders(['unknown field "日本"'])
  const [value = ''] = warning
  validateHeaderValue('warning', value)
  expect(Buffer.from(value, 'latin1').toString('utf8')).toBe(String.raw`299 - "unknown field \"日本\""`)
})

test('what would break a header is no warning', () => {
  expect(warningHeaders(['a\r\nx-evil: 1', 'b\u001b[31m', '\u0085'])).toEqual({})
})

test('many warnings, or long ones, are shortened to what a client takes of headers', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `unknown field "spec.field${index}"`)
  const { warning = [] } = warningHeaders(['x'.repeat(100_000), ...many])
  expect(warning[0]).toBe(`299 - "${'x'.repeat(256)}"`)
  expect(warning.length).toBeGreaterThan(50)
  expect(warning.join('').length).toBeLessThan(8 * 1024)
  expect(warningHeaders(many.slice(0, 20)).warning).toHaveLength(20)
})
