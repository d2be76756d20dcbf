import { expect, test } from 'vitest'
import { formatTest } from './formats.ts'

test.each([
  [
    'date-time',
    ['2026-01-31T00:00:00Z', '2026-01-31t00:00:00.5+02:00'],
    ['yesterday', '2026-02-30T00:00:00Z', '2026-01-01'],
  ],
  ['datetime', ['2026-01-31T00:00:00Z'], ['x']],
  ['date', ['2024-02-29'], ['2025-02-29', '2025-13-01', '2025-1-1']],
  ['duration', ['1h30m', '-1.5s', '0', '22 ns', '3 days'], ['1', 'h', '1x']],
  ['email', ['ada@example.com'], ['ada', 'ada@', 'a b@c']],
  ['hostname', ['a-b.example.com', 'localhost'], ['-a', 'a..b', 'a_b']],
  ['ipv4', ['10.0.0.1'], ['10.0.0', '10.0.0.256', '010.0.0.1']],
  ['ipv6', ['::1', 'fe80::1', '::ffff:10.0.0.1'], ['10.0.0.1', ':::', 'g::1']],
  ['cidr', ['10.0.0.0/8', 'fe80::/64'], ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/8/8']],
  ['mac', ['00:1a:2b:3c:4d:5e', '001a.2b3c.4d5e'], ['00:1a:2b:3c:4d']],
  ['uri', ['https://example.com/x', '/path', 'urn:x'], ['example', 'http://']],
  ['uuid', ['F47AC10B-58CC-4372-A567-0E02B2C3D479', 'f47ac10b58cc4372a5670e02b2c3d479'], ['f47ac10b']],
  ['uuid3', ['f47ac10b-58cc-3372-a567-0e02b2c3d479'], ['f47ac10b-58cc-4372-a567-0e02b2c3d479']],
  ['uuid4', ['f47ac10b-58cc-4372-a567-0e02b2c3d479'], ['f47ac10b-58cc-4372-c567-0e02b2c3d479']],
  ['uuid5', ['f47ac10b-58cc-5372-a567-0e02b2c3d479'], ['f47ac10b-58cc-4372-a567-0e02b2c3d479']],
  ['byte', ['', 'aGk=', 'aGkh'], ['a', 'a===', '****']],
  ['hexcolor', ['#fff', 'FFFFFF'], ['#ffff']],
  ['rgbcolor', ['rgb(1, 2,3)'], ['rgb(1,2)']],
  ['isbn', ['0321751043', '978-0321751041'], ['0321751044']],
  ['isbn10', ['0321751043', '080442957X'], ['978-0321751041']],
  ['isbn13', ['978-0321751041'], ['0321751043']],
  ['creditcard', ['4111 1111 1111 1111'], ['4111 1111 1111 1112']],
  ['ssn', ['111-22-3333'], ['1-1-1']],
  ['bsonobjectid', ['507f1f77bcf86cd799439011'], ['507f']],
  ['password', ['anything at all'], []],
  ['k8s-short-name', ['a-b'], ['a.b', 'A']],
  ['k8s-long-name', ['a.b'], ['a..b']],
])('%s', (format, valid, invalid) => {
  const matches = formatTest({ type: 'string', format })
  expect(valid.filter((text) => matches?.(text) !== true)).toEqual([])
  expect(invalid.filter((text) => matches?.(text) !== false)).toEqual([])
})

test('an unknown format, or one of another type, is not checked', () => {
  expect(formatTest({ type: 'string', format: 'constructor' })).toBeUndefined()
  expect(formatTest({ type: 'integer', format: 'date' })).toBeUndefined()
  expect(formatTest({ type: 'string' })).toBeUndefined()
})
