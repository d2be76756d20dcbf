import { expect, test } from 'vitest'
import { fieldsOf, listOf, numberOf, textOf, textsOf } from './values.ts'

test('what is of another type counts as empty', () => {
  expect([textOf('a'), textOf(1), textOf(undefined), textOf({})]).toEqual(['a', '', '', ''])
  expect([fieldsOf({ a: 1 }), fieldsOf([1]), fieldsOf(null), fieldsOf('a')]).toEqual([{ a: 1 }, {}, {}, {}])
  expect([numberOf(2), numberOf('2'), numberOf(null, 1)]).toEqual([2, 0, 1])
  expect([listOf([{ a: 1 }, 'a', null]), listOf({ a: 1 })]).toEqual([[{ a: 1 }], []])
  expect([textsOf(['a', 1]), textsOf('a')]).toEqual([['a', ''], []])
})
