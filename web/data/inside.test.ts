import type { Change } from './fold.ts'
import { failure } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
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
  columns: ['Name', 'Color'].map((name) => ({
    name,
    type: 'string',
    format: '',
    description: '',
    priority: 0,
  })),
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

afterEach(() => vi.unstubAllGlobals())

/** A server that answers each path in its own way, and what was asked of it. */
function serve(answers: (address: URL) => object): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    return new Response(JSON.stringify(answers(new URL(address, 'http://server'))))
  })
  return asked
}

const mayList = {
  status: { resourceRules: [{ apiGroups: [''], resources: ['things'], verbs: ['list', 'watch'] }] },
}
const columnDefinitions = [{ name: 'Name' }, { name: 'Color' }]

function page(name: string, more: object): object {
  const rows = [{ cells: [name, 'red'], object: thing(name, '1') }]
  return { kind: 'Table', metadata: { resourceVersion: '5', ...more }, columnDefinitions, rows }
}

test('the first of many are there before all of them are', async () => {
  const list = insideList({ root: '/root' }, colors)
  const client = new QueryClient()
  const seen: unknown[] = []
  const asked = serve(({ pathname, searchParams }) => {
    if (pathname.endsWith('rulesreviews')) return mayList
    if (searchParams.get('continue') === null) return page('one', { continue: 'next' })
    seen.push(client.getQueryData(list.queryKey))
    return page('two', {})
  })
  const whole = await client.query(list)
  expect(seen).toMatchObject([{ partial: true, items: [{ metadata: { name: 'one' } }] }])
  expect(whole).toMatchObject({ resourceVersion: '5', items: [{ color: 'red' }, { color: 'red' }] })
  expect(whole).not.toHaveProperty('partial')
  expect(asked).toHaveLength(3)
})

test('where the server has forgotten the first page, all is read at once', async () => {
  serve(({ pathname, searchParams }) => {
    if (pathname.endsWith('rulesreviews')) return mayList
    if (searchParams.get('continue') !== null) return failure(410, 'Expired', 'too old')
    return searchParams.get('limit') === null ? page('whole', {}) : page('one', { continue: 'next' })
  })
  const { items } = await new QueryClient().query(insideList({ root: '/root' }, colors))
  expect(items.map(({ metadata }) => metadata.name)).toEqual(['whole'])
})

test('what may not be read is not asked for', async () => {
  const asked = serve(() => ({ status: { resourceRules: [] } }))
  const list = new QueryClient().query({ ...insideList({ root: '/root' }, colors), retry: false })
  await expect(list).rejects.toMatchObject({ code: 403 })
  expect(asked).toEqual(['/root/apis/authorization.k8s.io/v1/selfsubjectrulesreviews'])
})
