import { expect, test } from 'vitest'
import { strategicMerge } from './strategic-merge.ts'

test('objects are merged, null deletes, plain lists replace', () => {
  expect(strategicMerge({ a: 1, b: { c: 1, d: 2 }, list: [1] }, { a: null, b: { c: 3 }, list: [2] })).toEqual(
    {
      b: { c: 3, d: 2 },
      list: [2],
    },
  )
})

test('lists with a key are maps: elements are merged, added and deleted by it', () => {
  const live = { secrets: [{ name: 'a', x: 1 }, { name: 'b' }] }
  const patch = { secrets: [{ name: 'a', y: 2 }, { name: 'b', $patch: 'delete' }, { name: 'c' }] }
  expect(strategicMerge(live, patch)).toEqual({ secrets: [{ name: 'a', x: 1, y: 2 }, { name: 'c' }] })
})

test('the directives replace, keep, order and take out', () => {
  expect(strategicMerge({ a: { b: 1 } }, { a: { $patch: 'replace', c: 2 } })).toEqual({ a: { c: 2 } })
  expect(strategicMerge({ a: 1, b: 2 }, { $retainKeys: ['b', 'c'], c: 3 })).toEqual({ b: 2, c: 3 })
  expect(
    strategicMerge({ finalizers: ['a', 'b'] }, { '$deleteFromPrimitiveList/finalizers': ['a'] }),
  ).toEqual({
    finalizers: ['b'],
  })
  const live = { secrets: [{ name: 'a' }, { name: 'b' }] }
  const order = { '$setElementOrder/secrets': [{ name: 'b' }, { name: 'a' }], secrets: [{ name: 'b' }] }
  expect(strategicMerge(live, order)).toEqual({ secrets: [{ name: 'b' }, { name: 'a' }] })
})

test('the live object is left as it is', () => {
  const live = { secrets: [{ name: 'a' }] }
  strategicMerge(live, { secrets: [{ name: 'b' }] })
  expect(live).toEqual({ secrets: [{ name: 'a' }] })
})
