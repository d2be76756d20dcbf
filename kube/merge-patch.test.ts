import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isObject, rawNumber } from './json.ts'
import { mergePatch } from './merge-patch.ts'

/** The examples of RFC 7396, appendix A, but for the nulls that kube-apiserver drops inside a list. */
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  [{}, { a: [{ b: null, c: [null, { d: null }] }] }, { a: [{ c: [null, {}] }] }],
])('%j patched with %j', (target, patch, expected) => {
  expect(mergePatch(target, patch)).toEqual(expected)
})

test('numbers kept as written and fields named like built-in properties survive', () => {
  const patch: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":{"y":2}}')
  expect(JSON.stringify(mergePatch({ n: rawNumber('9007199254740993') }, patch))).toBe(
    '{"n":9007199254740993,"__proto__":{"x":1},"constructor":{"y":2}}',
  )
})

test('applying a patch twice changes nothing more, and the target is left alone', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (target, patch) => {
      const before = JSON.stringify(target)
      const once = mergePatch(target, patch)
      expect(mergePatch(once, patch)).toEqual(once)
      expect(JSON.stringify(target)).toBe(before)
    }),
  )
})

test('an object patched with what differs becomes the other', () => {
  const plain = fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.dictionary(fc.string(), fc.string())))
  fc.assert(
    fc.property(plain, plain, (before, after) => {
      expect(mergePatch(before, difference(before, after))).toEqual(after)
    }),
  )
})

function difference(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
  return Object.fromEntries([
    ...removed.map((key) => [key, null]),
    ...Object.entries(after).map(([key, value]) => {
      const old = Object.hasOwn(before, key) ? before[key] : undefined
      return [key, isObject(value) && isObject(old) ? difference(old, value) : value]
    }),
  ])
}
