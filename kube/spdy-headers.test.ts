import { expect, test } from 'vitest'
import { readHeaders, writeHeaders } from './spdy-headers.ts'

test('headers are read as they were written, names in lower case', () => {
  const written = writeHeaders(
    new Map([
      ['streamType', 'data'],
      ['port', '8443'],
    ]),
  )
  expect(readHeaders(written)).toEqual(
    new Map([
      ['streamtype', 'data'],
      ['port', '8443'],
    ]),
  )
})

test('a block that is cut is an error', () => {
  const written = writeHeaders(new Map([['port', '8443']]))
  for (let length = 0; length < written.length; length += 1)
    expect(() => readHeaders(written.subarray(0, length))).toThrow()
})
