import { expect, test } from 'vitest'
import { encode, kindPrefix, Stored } from './stored.ts'

const at = { namespace: 'a', name: 'x', revision: 7, createRevision: 3 }

test('the text begins with the metadata, whose length is known', () => {
  const body = {
    metadata: { name: 'x', labels: { a: '}"' } },
    apiVersion: 'v1',
    kind: 'Secret',
    data: { k: 'v' },
  }
  const stored = new Stored({ ...at, ...encode(body, 7) })
  expect(stored.metadataText).toBe('{"name":"x","labels":{"a":"}\\""},"resourceVersion":"7"}')
  expect(stored.metadata.labels).toEqual({ a: '}"' })
  expect(JSON.parse(stored.textAs(kindPrefix('v1', 'Secret')))).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'x', labels: { a: '}"' }, resourceVersion: '7' },
    data: { k: 'v' },
  })
})

test('an object of metadata alone is one too, and revision 0 is not told', () => {
  const stored = new Stored({ ...at, ...encode({ metadata: { name: 'x' } }, 0) })
  expect(stored.text).toBe('{"metadata":{"name":"x"}}')
})
