import type { Change } from './fold.ts'
import type { KubeObject } from '#kube/types.ts'
import { expect, test } from 'vitest'
import { foldInside, insideList, type Collection, type Inside } from './inside.ts'
import { reads } from './inside-rights.ts'

interface Row {
  metadata: KubeObject['metadata']
  color: unknown
}

const colors: Collection<Row> = {
  group: '',
  version: 'v1',
  plural: 'things',
  as: 'table',
  keep: ({ metadata }, cell) => ({ metadata, color: cell('Color') }),
}

const thing = (name: string, resourceVersion: string) => ({
  apiVersion: 'meta.k8s.io/v1',
  kind: 'PartialObjectMetadata',
  metadata: { name, uid: name, resourceVersion },
})

/** As a watch sends it; only the first event names the columns. */
function table(name: string, resourceVersion: string, color: string): KubeObject {
  const rows = [{ cells: [name, color], object: thing(name, resourceVersion) }]
  return { apiVersion: 'meta.k8s.io/v1', kind: 'Table', rows, metadata: { name: '', resourceVersion } }
}

const known: Inside<Row> = {
  resourceVersion: '5',
  columns: ['Name', 'Color'],
  items: [
    { metadata: thing('one', '1').metadata, color: 'red' },
    { metadata: thing('two', '2').metadata, color: 'blue' },
  ],
}

test('a table of one row changes its row, and leaves the others as they are', () => {
  const changes: Change<KubeObject>[] = [
    { type: 'MODIFIED', object: table('one', '6', 'green') },
    { type: 'ADDED', object: table('three', '7', 'white') },
  ]
  const folded = foldInside(known, changes, colors)
  expect(folded.items.map(({ color }) => color)).toEqual(['green', 'blue', 'white'])
  expect(folded.items[1]).toBe(known.items[1])
  expect(folded).toMatchObject({ resourceVersion: '7', columns: known.columns })
})

test('a deleted row leaves, and a bookmark only says how far the watch is', () => {
  const gone = foldInside(known, [{ type: 'DELETED', object: table('one', '8', 'red') }], colors)
  expect(gone.items.map(({ metadata }) => metadata.name)).toEqual(['two'])
  const bookmark = { ...table('', '9', ''), rows: [] }
  const marked = foldInside(known, [{ type: 'BOOKMARK', object: bookmark }], colors)
  expect(marked.items).toBe(known.items)
  expect(marked.resourceVersion).toBe('9')
})

test('the watch of a table asks for tables with metadata, from where the list was read', () => {
  const { meta } = insideList({ root: '/root', namespace: 'a b' }, { ...colors, fieldSelector: 'x=y' })
  expect(meta?.watch?.address('7')).toBe(
    '/root/api/v1/namespaces/a%20b/things?fieldSelector=x%3Dy&watch=1&allowWatchBookmarks=true&resourceVersion=7&accept=table&includeObject=Metadata',
  )
})

test('to read is to list and to watch', () => {
  const pods = { group: '', version: 'v1', plural: 'pods' }
  const rule = { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }
  expect(reads([rule], pods)).toBe(true)
  expect(reads([{ ...rule, verbs: ['get', 'list'] }], pods)).toBe(false)
  expect(reads([{ ...rule, resourceNames: ['web'] }], pods)).toBe(false)
})
