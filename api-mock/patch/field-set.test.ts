import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  difference,
  fieldSet,
  insertPath,
  intersection,
  isEmpty,
  leaves,
  noFields,
  parseFields,
  paths,
  printFields,
  sameSet,
  union,
  without,
} from './field-set.ts'
import { printPath, readElement } from './path-element.ts'

const fields = {
  'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } },
  'f:spec': {
    'f:parts': { 'k:{"name":"b"}': { '.': {}, 'f:name': {} } },
    'f:set': { 'v:"x"': {}, 'v:1': {} },
    'f:list': { 'i:0': {} },
  },
}

test('FieldsV1 is read and written back', () => {
  const set = parseFields(fields)
  if (set === undefined) throw new Error('not read')
  expect(printFields(set)).toEqual(fields)
  expect(paths(set).map(printPath)).toEqual([
    '.metadata.labels',
    '.metadata.labels.a',
    '.spec.list[0]',
    '.spec.parts[name="b"]',
    '.spec.parts[name="b"].name',
    '.spec.set[="x"]',
    '.spec.set[=1]',
  ])
})

test('keys are written in one order', () => {
  expect(readElement('k:{"b":1,"a":"x"}')).toBe('k:{"a":"x","b":1}')
  expect(printPath(['k:{"a":"x","b":1}'])).toBe('[a="x",b=1]')
})

test.each([
  [undefined],
  [null],
  [[]],
  [{ 'x:a': {} }],
  [{ 'f:a': 1 }],
  [{ 'k:[]': {} }],
  [{ 'k:{': {} }],
  [{ 'v:{': {} }],
  [{ 'i:x': {} }],
])('%j is malformed', (text) => {
  expect(parseFields(text)).toBeUndefined()
})

test('leaves are the paths without longer ones', () => {
  const set = fieldSet([['f:a'], ['f:a', 'f:b'], ['f:c']])
  expect(paths(leaves(set))).toEqual([['f:c'], ['f:a', 'f:b']])
})

test('without takes away what is below, difference only the paths themselves', () => {
  const set = fieldSet([['f:a'], ['f:a', 'f:b'], ['f:c', 'f:d']])
  const other = fieldSet([['f:a'], ['f:c']])
  expect(paths(difference(set, other))).toEqual([
    ['f:a', 'f:b'],
    ['f:c', 'f:d'],
  ])
  expect(paths(without(set, other))).toEqual([])
})

test('the object as a whole is not owned', () => {
  const set = new Map()
  insertPath(set, [])
  expect(isEmpty(set)).toBe(true)
  expect(isEmpty(noFields)).toBe(true)
})

const element = fc.constantFrom('f:a', 'f:b', 'f:__proto__', 'k:{"n":1}', 'v:"x"', 'i:0')
const anySet = fc.array(fc.array(element, { minLength: 1, maxLength: 4 }), { maxLength: 8 }).map(fieldSet)

test('the algebra of sets holds', () => {
  fc.assert(
    fc.property(anySet, anySet, anySet, (a, b, c) => {
      expect(sameSet(union(a, b), union(b, a))).toBe(true)
      expect(sameSet(union(a, union(b, c)), union(union(a, b), c))).toBe(true)
      expect(sameSet(intersection(a, b), intersection(b, a))).toBe(true)
      expect(sameSet(intersection(a, union(b, c)), union(intersection(a, b), intersection(a, c)))).toBe(true)
      expect(sameSet(union(difference(a, b), intersection(a, b)), a)).toBe(true)
      expect(isEmpty(intersection(difference(a, b), b))).toBe(true)
      expect(isEmpty(difference(without(a, b), difference(a, b)))).toBe(true)
      expect(isEmpty(difference(leaves(a), a))).toBe(true)
      expect(isEmpty(a)).toBe(paths(a).length === 0)
    }),
  )
})

test('what is printed is read back', () => {
  fc.assert(
    fc.property(anySet, (set) => {
      const printed: unknown = JSON.parse(JSON.stringify(printFields(set)))
      const read = parseFields(printed)
      if (read === undefined) throw new Error('not read')
      expect(sameSet(read, set)).toBe(true)
    }),
  )
})
