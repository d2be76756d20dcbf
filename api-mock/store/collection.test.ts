import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { Collection } from './collection.ts'
import { encode, Stored } from './stored.ts'

function stored(namespace: string, name: string, revision: number): Stored {
  return new Stored({
    namespace,
    name,
    revision,
    createRevision: 1,
    ...encode({ metadata: { name } }, revision),
  })
}

test('a collection is a sorted map, whatever is put and removed', () => {
  const step = fc.record({
    namespace: fc.constantFrom('', 'a', 'a-b', 'b'),
    name: fc.constantFrom('x', 'y', 'z'),
    remove: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const collection = new Collection(0)
      const model = new Map<string, number>()
      steps.forEach(({ namespace, name, remove }, index) => {
        const path = `${namespace}/${name}`
        if (remove) {
          collection.remove(path, index)
          model.delete(path)
        } else {
          collection.put(stored(namespace, name, index))
          model.set(path, index)
        }
      })
      const listed = collection.list().map(({ path, revision }) => [path, revision])
      expect(listed).toEqual([...model].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      const ofA = collection.list('a').map(({ path }) => path)
      expect(ofA).toEqual([...model.keys()].filter((path) => path.startsWith('a/')).toSorted())
      expect(collection.list(undefined, 'a/y').every(({ path }) => path > 'a/y')).toBe(true)
    }),
  )
})
