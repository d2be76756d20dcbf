import { expect, test } from 'vitest'
import { parseSort, printSort, sortBy } from './sort.ts'

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

test('values are ordered as people would, either way', () => {
  const itself = (value: string | number): string | number => value
  expect(sortBy(['node-10', 'Node-2', 'node-1'], itself, false)).toEqual(['node-1', 'Node-2', 'node-10'])
  expect(sortBy([10, 9, 100], itself, true)).toEqual([100, 10, 9])
})

test('without a value comes last both ways, and equals keep their order', () => {
  const rows = [{ name: 'a' }, { name: 'b', size: 1 }, { name: 'c', size: 1 }, { name: 'd', size: 2 }]
  const names = (desc: boolean): string =>
    sortBy(rows, ({ size }) => size, desc)
      .map(({ name }) => name)
      .join('')
  expect(names(false)).toBe('bcda')
  expect(names(true)).toBe('dbca')
})
