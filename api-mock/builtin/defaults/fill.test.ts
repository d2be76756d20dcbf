import { expect, test } from 'vitest'
import { amounts, defaultsOf, each, empty, inside, missing, struct, when, without } from './fill.ts'

test('a field that Go holds by pointer keeps its zero, one that it holds by value does not', () => {
  const fields = { zero: 0, text: '', none: null, list: [] }
  expect(missing({ zero: 1, text: 'x', none: 1, list: [1], new: 1 })(fields)).toEqual({
    zero: 0,
    text: '',
    none: 1,
    list: [],
    new: 1,
  })
  expect(empty({ zero: 1, text: 'x', none: 1, list: [1] })(fields)).toEqual({
    zero: 1,
    text: 'x',
    none: 1,
    list: [1],
  })
})

test('two objects do not share what was filled in', () => {
  const fill = missing({ selector: {} })
  expect(fill({}).selector).not.toBe(fill({}).selector)
})

test('a struct is always there, a pointer only where it was given', () => {
  const fill = missing({ a: 1 })
  expect(struct('spec', fill)({})).toEqual({ spec: { a: 1 } })
  expect(inside('spec', fill)({})).toEqual({})
  expect(inside('spec', fill)({ spec: {} })).toEqual({ spec: { a: 1 } })
})

test('values of another type than expected are left to validation', () => {
  const fill = missing({ a: 1 })
  const odd = { spec: 'text', list: [null, 'text', {}] }
  expect(struct('spec', fill)(odd)).toEqual(odd)
  expect(each('list', fill)(odd)).toEqual({ spec: 'text', list: [null, 'text', { a: 1 }] })
  expect(each('spec', fill)(odd)).toEqual(odd)
})

test('a field can depend on another, and go', () => {
  const fill = when(({ type }) => type === 'None', without('config'))
  expect(fill({ type: 'None', config: 1 })).toEqual({ type: 'None' })
  expect(fill({ type: 'Some', config: 1 })).toEqual({ type: 'Some', config: 1 })
})

test('a default leaves the metadata alone', () => {
  const metadata = { name: 'a' }
  const object = { apiVersion: 'v1', kind: 'Pod', metadata }
  const filled = defaultsOf(struct('metadata', missing({ labels: {} })), struct('spec'))(object)
  expect(filled).toEqual({ ...object, spec: {} })
  expect(filled.metadata).toBe(metadata)
})

test('amounts of resources are rounded up to thousandths', () => {
  const fill = amounts('limits', 'requests')
  const limits = { cpu: '100u', memory: '1Gi', disk: '1500001u' }
  expect(fill({ limits })).toEqual({ limits: { cpu: '1m', memory: '1Gi', disk: '1501m' } })
})
