import { expect, test } from 'vitest'
import { fieldSchema } from './json-schema.ts'

test('a property comes before the additional ones, and only own properties count', () => {
  const schema = { properties: { a: { type: 'string' } }, additionalProperties: { type: 'integer' } }
  expect(fieldSchema(schema, 'a')).toEqual({ type: 'string' })
  expect(fieldSchema(schema, 'b')).toEqual({ type: 'integer' })
  expect(fieldSchema({ properties: {}, additionalProperties: true }, 'constructor')).toBeUndefined()
})
