import { expect, test } from 'vitest'
import type { JsonSchema } from '#kube/json-schema.ts'
import { prune } from './prune.ts'

const schema: JsonSchema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        owner: { type: 'object', properties: { user: { type: 'string' } } },
        list: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
        free: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { strict: { type: 'object', properties: { a: { type: 'string' } } } },
        },
        freeList: { type: 'array', 'x-kubernetes-preserve-unknown-fields': true },
        map: {
          type: 'object',
          additionalProperties: { type: 'object', properties: { a: { type: 'string' } } },
        },
        any: { type: 'object', additionalProperties: true },
        embedded: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          properties: { spec: { type: 'object' } },
        },
      },
    },
  },
}

test.each([
  [{ apiVersion: 'v1', kind: 'X', metadata: { nick: 1 }, spec: { name: 'a' } }, undefined, []],
  [{ extra: 1 }, {}, ['extra']],
  [
    { spec: { z: 1, owner: { pet: 1, user: 'u' }, name: 'a' } },
    { spec: { owner: { user: 'u' }, name: 'a' } },
    ['spec.owner.pet', 'spec.z'],
  ],
  [
    { spec: { list: [{ name: 'a' }, { x: 1 }] } },
    { spec: { list: [{ name: 'a' }, {}] } },
    ['spec.list[1].x'],
  ],
  [
    { spec: { free: { x: { y: 1 }, strict: { a: '1', b: 2 } } } },
    { spec: { free: { x: { y: 1 }, strict: { a: '1' } } } },
    ['spec.free.strict.b'],
  ],
  [{ spec: { freeList: [{ x: 1 }] } }, undefined, []],
  [{ spec: { map: { k: { a: '1', b: 2 } } } }, { spec: { map: { k: { a: '1' } } } }, ['spec.map.k.b']],
  [{ spec: { any: { k: { b: 2 }, l: 1 } } }, { spec: { any: { k: {}, l: 1 } } }, ['spec.any.k.b']],
  [
    { spec: { embedded: { kind: 'X', metadata: { a: 1 }, spec: { b: 1 }, c: 1 } } },
    { spec: { embedded: { kind: 'X', metadata: { a: 1 }, spec: {} } } },
    ['spec.embedded.c', 'spec.embedded.spec.b'],
  ],
  [{ spec: { metadata: { a: 1 } } }, { spec: {} }, ['spec.metadata']],
])('%j', (value, expected = value, unknown = []) => {
  const before = JSON.stringify(value)
  expect(prune(schema, value)).toEqual({ value: expected, unknown })
  expect(JSON.stringify(value)).toBe(before)
})

test('without a schema nothing but what every object has is left', () => {
  expect(prune(undefined, { kind: 'X', metadata: {}, spec: { a: 1 } })).toEqual({
    value: { kind: 'X', metadata: {} },
    unknown: ['spec'],
  })
})
