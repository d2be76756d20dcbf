import { expect, test } from 'vitest'
import { mergeDiff } from './merge-diff.ts'
import { mergePatch } from './merge-patch.ts'

test('what says the same needs no patch', () => {
  expect(mergeDiff({ a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 })).toBeUndefined()
  expect(mergeDiff(undefined, {})).toBeUndefined()
  expect(mergeDiff({ a: { b: 1 } }, { a: { b: 1, c: undefined } })).toBeUndefined()
})

test('a patch says what is new, changed and gone', () => {
  const before = { same: 1, gone: 2, map: { a: 'x', b: 'y' }, list: [1, 2] }
  const after = { same: 1, map: { a: 'x', c: 'z' }, list: [2], added: true }
  expect(mergeDiff(before, after)).toEqual({
    gone: null,
    map: { b: null, c: 'z' },
    list: [2],
    added: true,
  })
})

test.each([
  [undefined, { a: { b: 1 } }],
  [{ a: 1 }, { a: { b: [{ c: 2 }] } }],
  [{ a: { b: 1 }, c: [] }, {}],
  [{ a: { b: { c: 1, d: 2 } } }, { a: { b: { d: 3 } } }],
])('the patch of %j makes it %j', (before, after) => {
  expect(mergePatch(before, mergeDiff(before, after) ?? {})).toEqual(after)
})
