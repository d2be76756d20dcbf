import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { spdyDictionary } from './spdy-dictionary.ts'

test('the dictionary is that of the specification', () => {
  expect(spdyDictionary).toHaveLength(1423)
  expect(createHash('sha256').update(spdyDictionary).digest('hex')).toBe(
    '51d27341373f923f3cd88e1eb7162aeaa3723d7585ff2399201dc06498407f02',
  )
})
