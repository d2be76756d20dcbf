import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyJsonPatch } from './json-patch.ts'

const document = { spec: { users: ['a', 'b'], name: 'One', none: null, 'a/b': 1, '~': 2 } }

test.each([
  [[{ op: 'add', path: '/spec/users/-', value: 'c' }], { users: ['a', 'b', 'c'] }],
  [[{ op: 'add', path: '/spec/users/0', value: 'z' }], { users: ['z', 'a', 'b'] }],
  [[{ op: 'add', path: '/spec/users/2', value: 'z' }], { users: ['a', 'b', 'z'] }],
  [[{ op: 'add', path: '/spec/users/-1', value: 'z' }], { users: ['a', 'b', 'z'] }],
  [[{ op: 'add', path: '/spec/new', value: { x: 1 } }], { new: { x: 1 } }],
  [[{ op: 'add', path: '/spec/new' }], { new: null }],
  [[{ op: 'remove', path: '/spec/users/1' }], { users: ['a'] }],
  [[{ op: 'remove', path: '/spec/name' }], { name: undefined }],
  [[{ op: 'replace', path: '/spec/a~1b', value: 3 }], { 'a/b': 3 }],
  [[{ op: 'replace', path: '/spec/~0', value: 3 }], { '~': 3 }],
  [[{ op: 'replace', path: '/spec/users/-1', value: 'z' }], { users: ['a', 'z'] }],
  [[{ op: 'replace', path: '/spec/absent', value: 'z' }], { absent: 'z' }],
  [
    [{ op: 'move', from: '/spec/name', path: '/spec/users/0' }],
    { name: undefined, users: ['One', 'a', 'b'] },
  ],
  [[{ op: 'copy', from: '/spec/users', path: '/spec/more' }], { more: ['a', 'b'] }],
  [[{ op: 'copy', from: '/spec/absent', path: '/spec/more' }], { more: null }],
  [[{ op: 'test', path: '/spec/users', value: ['a', 'b'] }], {}],
  [[{ op: 'test', path: '/spec/none', value: null }], {}],
  [[{ op: 'test', path: '/spec/absent' }], {}],
  [[{ op: 'test', path: '/spec/name', value: 'One' }], {}],
  [[], {}],
  [null, {}],
])('%j changes the spec', (patch, changed) => {
  const before = JSON.stringify(document)
  expect(applyJsonPatch(document, patch)).toEqual({ spec: { ...document.spec, ...changed } })
  expect(JSON.stringify(document)).toBe(before)
})

test.each([
  [{ op: 'test', path: '/spec/name', value: 'Two' }],
  [{ op: 'test', path: '/spec/absent', value: 'Two' }],
  [{ op: 'test', path: '/spec/users/7', value: 'a' }],
  [{ op: 'remove', path: '/spec/absent' }],
  [{ op: 'remove', path: '' }],
  [{ op: 'remove', path: '/spec/users/2' }],
  [{ op: 'add', path: '/spec/absent/x', value: 1 }],
  [{ op: 'add', path: '/spec/none/x', value: 1 }],
  [{ op: 'add', path: '/spec/name/x', value: 1 }],
  [{ op: 'add', path: '/spec/users/3', value: 1 }],
  [{ op: 'add', path: '/spec/users/x', value: 1 }],
  [{ op: 'add', value: 1 }],
  [{ op: 'move', path: '/spec/x' }],
  [{ op: 'move', from: '/spec/absent', path: '/spec/x' }],
  [{ op: 'replace', path: '', value: 1 }],
  [{ op: 'shuffle', path: '/spec' }],
  [{ path: '/spec' }],
  [null],
])('%j does not apply', (operation) => {
  expect(() => applyJsonPatch(document, [operation])).toThrow(
    expect.objectContaining({
      status: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'the server rejected our request due to an error in our request',
        reason: 'Invalid',
        details: {},
        code: 422,
      },
    }),
  )
})

test.each([
  [{ spec: {} }, 'cannot unmarshal object into Go value of type []handlers.jsonPatchOp'],
  ['x', 'cannot unmarshal string into Go value of type []handlers.jsonPatchOp'],
  [[1], 'cannot unmarshal number into Go value of type handlers.jsonPatchOp'],
  [[{ op: 1 }], 'cannot unmarshal number into Go struct field jsonPatchOp.op of type string'],
])('%j is no patch', (patch, message) => {
  expect(() => applyJsonPatch({}, patch)).toThrow(
    expect.objectContaining({ code: 400, message: `error decoding patch: json: ${message}` }),
  )
})

test('the root can be replaced and tested', () => {
  const patch = [
    { op: 'test', path: '', value: { a: 1 } },
    { op: 'replace', path: '', value: { b: 2 } },
    { op: 'add', path: '/c', value: 3 },
  ]
  expect(applyJsonPatch({ a: 1 }, patch)).toEqual({ b: 2, c: 3 })
  expect(patch[1]?.value).toEqual({ b: 2 })
})

test('what was copied changes alone', () => {
  const patch = [
    { op: 'add', path: '/a/x', value: 1 },
    { op: 'copy', from: '/a', path: '/b' },
    { op: 'add', path: '/a/x', value: 2 },
  ]
  expect(applyJsonPatch({ a: {} }, patch)).toEqual({ a: { x: 2 }, b: { x: 1 } })
})

test('a patch is bounded', () => {
  const many = Array.from({ length: 10_001 }, () => ({ op: 'test', path: '', value: {} }))
  expect(() => applyJsonPatch({}, many)).toThrow(
    expect.objectContaining({
      code: 413,
      message: 'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
    }),
  )
  const doubling = Array.from({ length: 40 }, (_, index) => ({ op: 'copy', from: '/a', path: `/a/${index}` }))
  expect(() => applyJsonPatch({ a: { x: 'xxxx' } }, doubling)).toThrow(expect.objectContaining({ code: 422 }))
})

test('a patch cannot make a document so deep that walking it fails', () => {
  const deeper = Array.from({ length: 2000 }, () => [
    { op: 'add', path: '/b', value: {} },
    { op: 'move', from: '/a', path: '/b/a' },
    { op: 'move', from: '/b', path: '/a' },
  ]).flat()
  expect(() => applyJsonPatch({ a: {} }, deeper)).toThrow(expect.objectContaining({ code: 422 }))
  expect(applyJsonPatch({ a: {} }, deeper.slice(0, 6))).toEqual({ a: { a: { a: {} } } })
})

test('a list is taken apart and put together again', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (items) => {
      const removals = items.map(() => ({ op: 'remove', path: '/list/0' }))
      const additions = items.map((value) => ({ op: 'add', path: '/list/-', value }))
      expect(applyJsonPatch({ list: items }, [...removals, ...additions])).toEqual({ list: items })
    }),
  )
})

test('a patch cannot move a long list again and again', () => {
  const list = Array.from({ length: 100_000 }, (_, index) => index)
  const front = Array.from({ length: 9000 }, () => ({ op: 'add', path: '/list/0', value: 0 }))
  expect(() => applyJsonPatch({ list }, front)).toThrow(expect.objectContaining({ code: 422 }))
  expect(applyJsonPatch({ list: list.slice(0, 100) }, front)).toHaveProperty('list.9099', 99)
})
