import { expect, test } from 'vitest'
import type { JsonSchema } from '#kube/json-schema.ts'
import { withDefaults } from './defaults.ts'

const schema: JsonSchema = {
  type: 'object',
  properties: {
    mode: { type: 'string', default: 'fast' },
    code: { type: 'string' },
    tags: { type: 'array', nullable: true, items: { type: 'string', default: 'none' } },
    nested: { type: 'object', default: {}, properties: { level: { type: 'integer', default: 3 } } },
    other: { type: 'object', properties: { level: { type: 'integer', default: 3 } } },
    map: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { n: { type: 'integer', default: 1 } } },
    },
    list: { type: 'array', items: { type: 'object', properties: { n: { type: 'integer', default: 1 } } } },
  },
}

test.each([
  [{}, { mode: 'fast', nested: { level: 3 } }],
  [
    { mode: 'slow', nested: {} },
    { mode: 'slow', nested: { level: 3 } },
  ],
  [
    { mode: null, nested: null, code: null, tags: null },
    { mode: 'fast', nested: { level: 3 }, tags: null },
  ],
  [{ other: {} }, { mode: 'fast', nested: { level: 3 }, other: { level: 3 } }],
  [{ tags: ['a', null] }, { mode: 'fast', nested: { level: 3 }, tags: ['a', 'none'] }],
  [
    { map: { a: {}, b: null }, list: [{}, { n: 2 }, null] },
    { mode: 'fast', nested: { level: 3 }, map: { a: { n: 1 } }, list: [{ n: 1 }, { n: 2 }, null] },
  ],
  [{ unknown: { x: null } }, { mode: 'fast', nested: { level: 3 }, unknown: { x: null } }],
])('%j', (value, expected) => {
  const before = JSON.stringify(value)
  expect(withDefaults(schema, value)).toEqual(expected)
  expect(JSON.stringify(value)).toBe(before)
})

test('each object gets a default of its own', () => {
  const one = withDefaults(schema, {}) as { nested: unknown }
  const other = withDefaults(schema, {}) as { nested: unknown }
  expect(one.nested).not.toBe(other.nested)
})

test('defaulting twice changes nothing more', () => {
  const once = withDefaults(schema, { other: {}, code: null })
  expect(withDefaults(schema, once)).toEqual(once)
})
