import { expect, test } from 'vitest'
import { nobody, toggled, toggledAll, type Chosen } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']

function keys({ keys }: Chosen): string {
  return [...keys].sort().join('')
}

test('a row goes in and out', () => {
  const one = toggled(nobody, 'b', false, order)
  expect(keys(one)).toBe('b')
  expect(keys(toggled(one, 'b', false, order))).toBe('')
})

test('a range is as its first row, whichever way it goes', () => {
  const down = toggled(toggled(nobody, 'b', false, order), 'd', true, order)
  expect(keys(down)).toBe('bcd')
  expect(keys(toggled(down, 'a', true, order))).toBe('abcd')
  const out = toggled(down, 'd', false, order)
  expect(keys(toggled(out, 'c', true, order))).toBe('b')
})

test('a range from a row that is gone begins anew', () => {
  expect(keys(toggled({ keys: new Set(['x']), anchor: 'x' }, 'c', true, order))).toBe('cx')
})

test('all that are shown are chosen beside the others, and let go again', () => {
  const all = toggledAll({ keys: new Set(['a', 'x']) }, order)
  expect(keys(all)).toBe('abcdex')
  expect(keys(toggledAll(all, order))).toBe('x')
})
