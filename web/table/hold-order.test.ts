import { expect, test } from 'vitest'
import { holdOrder } from './hold-order.ts'

function thing(name: string, resourceVersion = '1') {
  return { metadata: { name, uid: name, resourceVersion } }
}

test('rows keep their places while held, whatever the new order', () => {
  const rows = holdOrder([thing('b'), thing('c'), thing('a')], [thing('a'), thing('b', '2'), thing('d')])
  expect(
    rows.objects.map((object) => [
      object.metadata.name,
      object.metadata.resourceVersion,
      rows.gone.has(object),
    ]),
  ).toEqual([
    ['b', '2', false],
    ['c', '1', true],
    ['a', '1', false],
    ['d', '1', false],
  ])
})

test('where nothing moves, the rows are the objects themselves', () => {
  const sorted = [thing('a'), thing('b', '2')]
  expect(holdOrder([thing('a'), thing('b')], sorted).objects).toBe(sorted)
})
