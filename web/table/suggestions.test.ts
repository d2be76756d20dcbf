import { expect, test } from 'vitest'
import { suggest, taken, type Vocabulary } from './suggestions.ts'

const vocabulary: Vocabulary = {
  columns: [
    { id: 'name', header: 'Name' },
    { id: 'node', header: 'Node' },
    { id: 'status', header: 'Status' },
  ],
  states: ['Running', 'Pending, on no node'],
  labels: new Map([
    ['app', new Set(['web', 'worker', 'db'])],
    ['nodepool', new Set(['a'])],
  ]),
}

function terms(typed: string, caret = typed.length): string[] {
  return suggest(typed, caret, vocabulary).options.map(({ term }) => term)
}

test.each([
  ['', []],
  ['no', ['node:', 'nodepool=']],
  ['fail', ['status:failing']],
  [
    'status:',
    ['status:failing', 'status:pending', 'status:ok', 'status:"Pending, on no node"', 'status:Running'],
  ],
  ['status:r', ['status:Running']],
  ['status:"pending, o', ['status:"Pending, on no node"']],
  ['red app=w', ['app=web', 'app=worker']],
  ['app!=d', ['app!=db']],
  ['app=web', []],
  ['other=', []],
  ['label:a', ['label:app']],
  ['app=web ', []],
])('%j may become %j', (typed, expected) => {
  expect(terms(typed)).toEqual(expected)
})

test('the word at the caret is what changes', () => {
  const typed = 'app=w status:ok'
  const all = suggest(typed, 5, vocabulary)
  const [first] = all.options
  if (first === undefined) throw new Error('nothing was suggested')
  expect(taken(typed, all, first)).toEqual({ typed: 'app=web status:ok', caret: 8 })
})

test('what is to go on keeps the caret at its end', () => {
  const all = suggest('no', 2, vocabulary)
  const [first] = all.options
  if (first === undefined) throw new Error('nothing was suggested')
  expect(taken('no', all, first)).toEqual({ typed: 'node:', caret: 5 })
})
