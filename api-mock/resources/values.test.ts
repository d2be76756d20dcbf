import { expect, test } from 'vitest'
import { fieldsOf, textOf } from './values.ts'

test('what is of another type counts as empty', () => {
  expect([textOf('a'), textOf(1), textOf(undefined), textOf({})]).toEqual(['a', '', '', ''])
  expect([fieldsOf({ a: 1 }), fieldsOf([1]), fieldsOf(null), fieldsOf('a')]).toEqual([{ a: 1 }, {}, {}, {}])
})
