import { expect, test } from 'vitest'
import { bytesWords, decoded } from './decoded.ts'

test('a value is text where it is UTF-8, and else only has a length', () => {
  expect(decoded('Z3LDvG4=')).toEqual({ text: 'grün', length: 5 })
  expect(decoded('/wA=')).toEqual({ text: undefined, length: 2 })
  expect(decoded('no base64!')).toEqual({ text: undefined, length: 0 })
})

test('lengths are written as people read them', () => {
  expect([1, 12, 3500].map(bytesWords)).toEqual(['1 byte', '12 bytes', '3.4 KiB'])
})
