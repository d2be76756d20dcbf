import { expect, test } from 'vitest'
import { mergePatch, mergeThree } from './merge.ts'

test('a patch names only what differs', () => {
  const from = { spec: { displayName: 'Red', description: 'old', users: ['ada'] } }
  expect(mergePatch(from, from)).toEqual({})
  expect(mergePatch(from, { spec: { ...from.spec, description: 'new' } })).toEqual({
    spec: { description: 'new' },
  })
})

test('what became empty is removed, what was empty stays out', () => {
  expect(mergePatch({ a: 'x', b: ['y'] }, { a: '', b: [], c: '' })).toEqual({ a: null, b: null })
  expect(mergePatch({}, { a: '', b: [], c: undefined })).toEqual({})
})

test('a field that only one changed takes the change', () => {
  const base = { spec: { displayName: 'Red', description: 'old' } }
  const mine = { spec: { displayName: 'Crimson', description: 'old' } }
  const theirs = { spec: { displayName: 'Red', description: 'new' } }
  expect(mergeThree(base, mine, theirs)).toEqual({
    values: { spec: { displayName: 'Crimson', description: 'new' } },
    overlaps: [],
  })
})

test('members are merged one by one', () => {
  const base = { users: ['ada', 'ben'] }
  const merged = mergeThree(base, { users: ['ada', 'cleo'] }, { users: ['ada', 'ben', 'dan'] })
  expect(merged).toEqual({ values: { users: ['ada', 'dan', 'cleo'] }, overlaps: [] })
})

test('a field that both changed differently is named, the same change is none', () => {
  const base = { spec: { description: 'old', displayName: 'Red' } }
  const mine = { spec: { description: 'mine', displayName: 'Crimson' } }
  const theirs = { spec: { description: 'theirs', displayName: 'Crimson' } }
  expect(mergeThree(base, mine, theirs)).toEqual({
    values: { spec: { description: 'mine', displayName: 'Crimson' } },
    overlaps: [{ field: 'spec.description', theirs: 'theirs', mine: 'mine' }],
  })
})

test('things that have names are merged one by one, and others only as a whole', () => {
  const base = {
    containers: [
      { name: 'web', image: 'a' },
      { name: 'log', image: 'b' },
    ],
  }
  const mine = {
    containers: [
      { name: 'web', image: 'c' },
      { name: 'log', image: 'b' },
    ],
  }
  const theirs = {
    containers: [
      { name: 'web', image: 'a', tty: true },
      { name: 'new', image: 'd' },
    ],
  }
  expect(mergeThree(base, mine, theirs)).toEqual({
    values: {
      containers: [
        { name: 'web', image: 'c', tty: true },
        { name: 'new', image: 'd' },
      ],
    },
    overlaps: [],
  })
  const other = { containers: [{ name: 'web', image: 'e' }] }
  expect(mergeThree(base, mine, other).overlaps).toEqual([
    { field: 'containers[web].image', theirs: 'e', mine: 'c' },
  ])
  const ports = { ports: [{ port: 1 }] }
  expect(mergeThree(ports, { ports: [{ port: 2 }] }, { ports: [{ port: 3 }] }).overlaps).toEqual([
    { field: 'ports', theirs: [{ port: 3 }], mine: [{ port: 2 }] },
  ])
})
