import { expect, test } from 'vitest'
import { foldList, foldObject, keepKnown, type Watchable } from './fold.ts'

function thing(name: string, resourceVersion: string, uid = `uid-${name}`): Watchable {
  return { metadata: { name, uid, resourceVersion } }
}

const red = thing('red', '1')
const blue = thing('blue', '2')
const list = { resourceVersion: '5', items: [red, blue] }

test('a change replaces its object and leaves the others as they are', () => {
  const next = foldList(list, [{ type: 'MODIFIED', object: thing('red', '6') }])
  expect(next.resourceVersion).toBe('6')
  expect(next.items[0]?.metadata.resourceVersion).toBe('6')
  expect(next.items[1]).toBe(blue)
})

test('new objects go to the end, deleted ones leave', () => {
  const green = thing('green', '7')
  const next = foldList(list, [
    { type: 'ADDED', object: green },
    { type: 'DELETED', object: thing('red', '8') },
  ])
  expect(next.items).toEqual([blue, green])
})

test('the last of several events about one object counts', () => {
  const next = foldList(list, [
    { type: 'ADDED', object: thing('green', '6') },
    { type: 'DELETED', object: thing('green', '7') },
    { type: 'MODIFIED', object: thing('blue', '8') },
    { type: 'MODIFIED', object: thing('blue', '9') },
  ])
  expect(next.items.map(({ metadata }) => metadata.resourceVersion)).toEqual(['1', '9'])
})

test('an object made again under its old name is another one', () => {
  const again = thing('red', '7', 'uid-second')
  const next = foldList(list, [
    { type: 'DELETED', object: thing('red', '6') },
    { type: 'ADDED', object: again },
  ])
  expect(next.items).toEqual([blue, again])
})

test('bookmarks and known objects change nothing but the place to go on from', () => {
  const next = foldList(list, [
    { type: 'BOOKMARK', object: thing('', '9') },
    { type: 'MODIFIED', object: thing('blue', '2') },
  ])
  expect(next.items).toBe(list.items)
  expect(next.resourceVersion).toBe('2')
})

test('a deleted object is gone but readable, and back when it is made again', () => {
  const seen = { resourceVersion: '1', object: red, gone: false }
  const gone = foldObject(seen, [{ type: 'DELETED', object: thing('red', '3') }])
  expect(gone).toMatchObject({ gone: true, resourceVersion: '3' })
  const back = foldObject(gone, [{ type: 'ADDED', object: thing('red', '4', 'uid-second') }])
  expect(back).toMatchObject({ gone: false, object: { metadata: { uid: 'uid-second' } } })
})

test('a list read again keeps the objects it knew', () => {
  const next = keepKnown(list, { resourceVersion: '9', items: [thing('red', '1'), thing('blue', '8')] })
  expect(next.items[0]).toBe(red)
  expect(next.items[1]?.metadata.resourceVersion).toBe('8')
  expect(
    keepKnown(list, { resourceVersion: '9', items: [thing('red', '1'), thing('blue', '2')] }).items,
  ).toBe(list.items)
})
