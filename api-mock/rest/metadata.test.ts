import { expect, test } from 'vitest'
import { unserved } from '#api-mock/resources/unserved.ts'
import { readMetadata } from './metadata.ts'

const things = { ...unserved('example.io', 'things'), version: 'v1', kind: 'Thing', listKind: 'ThingList' }
const read = (metadata: unknown): ReturnType<typeof readMetadata> =>
  readMetadata(things, { apiVersion: 'example.io/v1', kind: 'Thing', metadata })

test('what is empty or null is left out, what is unknown is reported', () => {
  const given = {
    name: 'a',
    labels: {},
    finalizers: [],
    generation: 0,
    deletionTimestamp: null,
    selfLink: '/x',
    odd: 1,
  }
  expect(read(given)).toMatchObject({ object: { metadata: { name: 'a' } }, unknown: ['metadata.odd'] })
  expect(Object.keys(read(given).object.metadata)).toEqual(['name'])
  expect(read(undefined).object.metadata).toEqual({ name: '' })
})

test('fields named like those of every JavaScript object are unknown fields', () => {
  expect(read(JSON.parse('{"constructor":1,"__proto__":{"a":1}}')).unknown).toEqual([
    'metadata.constructor',
    'metadata.__proto__',
  ])
})

test('a wrong type is refused', () => {
  expect(() => read({ labels: { a: 1 } })).toThrow(
    /cannot unmarshal number into Go struct field ObjectMeta.labels of type string/,
  )
  expect(() => read({ name: [] })).toThrow(/cannot unmarshal array/)
  expect(() => read({ creationTimestamp: 'yesterday' })).toThrow(/parsing time "yesterday"/)
  expect(() => read('x')).toThrow(/ObjectMeta/)
})
