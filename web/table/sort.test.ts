import { expect, test } from 'vitest'
import { compareValues, parseSort, printSort } from './sort.ts'

test('a sort survives the way through an address', () => {
  for (const text of ['name', '-age']) {
    const sort = parseSort(text, ['name', 'age'])
    expect(sort && printSort(sort)).toBe(text)
  }
})

test('an address cannot sort by what is no column', () => {
  expect(parseSort('-colour', ['name'])).toBeUndefined()
  expect(parseSort(null, ['name'])).toBeUndefined()
})

test('values are ordered as people would', () => {
  expect(['node-10', 'Node-2', 'node-1'].sort(compareValues)).toEqual(['node-1', 'Node-2', 'node-10'])
  expect([10, 9, 100].sort(compareValues)).toEqual([9, 10, 100])
})
