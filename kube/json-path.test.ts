import { expect, test } from 'vitest'
import { compileJsonPath, evaluate } from './json-path.ts'

const object = {
  metadata: { annotations: { 'example.io/x': 'dotted' } },
  spec: { size: 3, none: null, list: ['a', 'b', 'c', 'd'], 'odd key': 1, map: { p: 1, q: 2 } },
  status: {
    conditions: [
      { type: 'Ready', status: 'True', age: 5 },
      { type: 'Synced', status: 'False', age: 7, reason: 'Ready' },
    ],
  },
}

test.each([
  ['.spec.size', [3]],
  ['{.spec.size}', [3]],
  ['$.spec.size', [3]],
  ['.spec.none', [null]],
  ['.spec.absent', []],
  ['.spec.absent.deeper', []],
  ['.spec.size.deeper', []],
  ['.', [object]],
  ['.spec.list', [['a', 'b', 'c', 'd']]],
  ['.spec.list[0]', ['a']],
  ['.spec.list[-1]', ['d']],
  ['.spec.list[-2]', ['c']],
  ['.spec.list[9]', []],
  ['.spec.list[1:3]', ['b', 'c']],
  ['.spec.list[::2]', ['a', 'c']],
  ['.spec.list[*]', ['a', 'b', 'c', 'd']],
  ['.spec.map.*', [1, 2]],
  ['.spec.size[0]', []],
  ['.spec.absent[0]', []],
  ['.metadata.annotations.example\\.io/x', ['dotted']],
  ["['metadata'].annotations['example\\.io/x']", ['dotted']],
  ['.spec["odd key"]', [1]],
  ['.status.conditions[?(@.type=="Ready")].status', ['True']],
  ["{.status.conditions[?(@.type == 'Synced')].status}", ['False']],
  ['.status.conditions[?(@.type!="Ready")].status', ['False']],
  ['.status.conditions[?(@.type=="Absent")].status', []],
  ['.status.conditions[?(@.age>5)].type', ['Synced']],
  ['.status.conditions[?(@.age>=5)].type', ['Ready', 'Synced']],
  ['.status.conditions[?(@.age<=5)].type', ['Ready']],
  ['.status.conditions[?(@.age<"5")].type', []],
  ['.status.conditions[?(@.reason)].type', ['Synced']],
  ['.status.conditions[*].type', ['Ready', 'Synced']],
  ['.spec[?(@.type=="Ready")]', []],
  ['.status.conditions[?(@.reason==@.type)]', []],
  ['.spec.constructor', []],
])('%s selects %j', (path, expected) => {
  expect(evaluate(path, object)).toEqual(expected)
})

test.each(['.spec[', '.spec[x]', '.spec..size', '.a[?(@.b=="c"]', '.a[::0]', 'spec', '.a[?(@.b=="c")'])(
  '%s cannot be read and selects nothing',
  (path) => {
    expect(evaluate(path, { spec: 1, a: [] })).toEqual([])
  },
)

test('a compiled path is used for many objects', () => {
  const path = compileJsonPath('.a')
  expect([{ a: 1 }, { a: 2 }, {}].map(path)).toEqual([[1], [2], []])
})
