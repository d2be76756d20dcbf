import { forbidden, StatusError } from '#kube/status.ts'
import { tableAccept, type Table, type TableColumn } from '#kube/table.ts'
import type { KubeList, KubeObject, ObjectMeta } from '#kube/types.ts'
import { queryOptions } from '@tanstack/react-query'
import { request } from './client.ts'
import { foldList, keepKnown, type Change, type Listed, type Watchable } from './fold.ts'
import { rightToRead, type Place, type Resource } from './inside-rights.ts'
import { followed } from './queries.ts'

/** What is read of a resource inside of a space, a virtual cluster or a cluster, and what is kept of each object. */
export interface Collection<T extends Watchable> extends Resource {
  /** As the server's own Table, with metadata alone, or as whole objects: a sixth of the bytes, or all of them. */
  as: 'table' | 'objects'
  /** Of all objects, those of which this holds. */
  fieldSelector?: string
  labelSelector?: string
  /** Tells apart what is kept of the same objects in different places. */
  shape?: string
  /** `cell` has what a Table says in a column, `cells` what it says in all of them. */
  keep: (object: KubeObject, cell: (column: string) => unknown, cells?: readonly unknown[]) => T
}

/** A collection as the cache keeps it. */
export interface Inside<T> extends Listed<T> {
  /** The Table's columns; a watch says them only once. */
  columns: readonly TableColumn[]
  partial?: boolean
}

/** Enough for the first look, so that it need not wait for the rest. */
const firstPage = 500
const nextPage = 5_000

/** All objects of a collection, live. The first of many are there before all of them are. */
export function insideList<T extends Watchable>(place: Place, collection: Collection<T>) {
  const path = addressOf(place, collection)
  return queryOptions({
    queryKey: ['inside', path, collection.as, collection.shape ?? ''] as const,
    queryFn: async ({ client, queryKey, signal }): Promise<Inside<T>> => {
      if (!(await client.query(rightToRead(place, collection)))) throw refused(place, collection)
      const known = client.getQueryData<Inside<T>>(queryKey)
      const read = await readPages(path, collection, signal, (part) => {
        if (known === undefined) client.setQueryData<Inside<T>>(queryKey, part)
      })
      return { ...keepKnown(known?.partial === true ? undefined : known, read), columns: read.columns }
    },
    meta: {
      watch: {
        address: (resourceVersion) =>
          withQuery(path, {
            watch: '1',
            allowWatchBookmarks: 'true',
            resourceVersion,
            ...(collection.as === 'table' ? { accept: 'table', ...metadataOnly } : {}),
          }),
        // The query's own data and the events of its own path: the cache knows neither type.
        fold: (data, changes) => foldInside(data as Inside<T>, changes as Change<KubeObject>[], collection),
      },
    },
    ...followed,
  })
}

function addressOf<T extends Watchable>(place: Place, collection: Collection<T>): string {
  const { fieldSelector, labelSelector } = collection
  return withQuery(pathOf(place, collection), {
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
    ...(labelSelector === undefined ? {} : { labelSelector }),
  })
}

/** Where the objects of a resource lie in a place; one of them below that, under its name. */
export function pathOf({ root, namespace }: Place, { group, version, plural }: Resource): string {
  const api = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  const where = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  return `${root}${api}${where}/${plural}`
}

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`
}

const metadataOnly = { includeObject: 'Metadata' } as const

function refused({ namespace }: Place, { group, plural }: Resource): StatusError {
  const where = namespace === undefined ? 'all namespaces' : `namespace ${namespace}`
  return forbidden({ group, plural }, `you may not list ${plural} in ${where}`)
}

/** Reads page after page of one and the same state of the collection; `tell` gets what is there so far. */
async function readPages<T extends Watchable>(
  path: string,
  collection: Collection<T>,
  signal: AbortSignal,
  tell: (part: Inside<T>) => void,
): Promise<Inside<T>> {
  let read = await readPage(path, collection, { limit: String(firstPage) }, signal)
  while (read.next !== undefined) {
    tell({ ...read.inside, partial: true })
    await drawn()
    const more = { limit: String(nextPage), continue: read.next }
    const page = await readPage(path, collection, more, signal).catch((error: unknown) => {
      if (error instanceof StatusError && error.code === 410) return undefined
      throw error
    })
    // The server has forgotten that state: all of the newest one at once.
    if (page === undefined) return (await readPage(path, collection, {}, signal)).inside
    read = { ...page, inside: { ...page.inside, items: [...read.inside.items, ...page.inside.items] } }
  }
  return read.inside
}

/** How long what is read next waits for a page that has much to do, in milliseconds. */
const longestDrawing = 1_000

/** Waits until the page has nothing better to do: reading thousands of rows would keep it from drawing the first. */
async function drawn(): Promise<void> {
  // What was just told is heard in a moment, and only then there is something to draw.
  await new Promise((resolve) => setTimeout(resolve, 0))
  if (typeof requestIdleCallback === 'undefined') return
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: longestDrawing }))
}

interface Page<T> {
  inside: Inside<T>
  /** Where the rest begins. */
  next: string | undefined
}

async function readPage<T extends Watchable>(
  path: string,
  collection: Collection<T>,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Page<T>> {
  const isTable = collection.as === 'table'
  const address = withQuery(path, isTable ? { ...query, ...metadataOnly } : query)
  const options = isTable ? { accept: tableAccept, signal } : { signal }
  const body = await request<Table<KubeObject> | KubeList>('GET', address, options)
  const { resourceVersion = '', continue: next = '' } = body.metadata
  const columns = 'columnDefinitions' in body ? body.columnDefinitions : []
  const items = 'rows' in body ? rowsOf(body, columns, collection) : body.items.map(kept(collection))
  return { inside: { resourceVersion, items, columns }, next: next === '' ? undefined : next }
}

function rowsOf<T extends Watchable>(
  { rows }: Table<KubeObject>,
  columns: readonly TableColumn[],
  { keep }: Collection<T>,
): T[] {
  const names = columns.map(({ name }) => name)
  return rows.map(({ cells, object }) => keep(object, (column) => cells[names.indexOf(column)], cells))
}

function kept<T extends Watchable>({ keep }: Collection<T>): (object: KubeObject) => T {
  return (object) => keep(object, () => undefined)
}

/** The collection after what a watch told: tables of one row, or objects. */
export function foldInside<T extends Watchable>(
  inside: Inside<T>,
  changes: readonly Change<KubeObject>[],
  collection: Collection<T>,
): Inside<T> {
  const told = changes.flatMap(({ type, object }): Change<T | KubeObject>[] => {
    if (type === 'BOOKMARK') return [{ type, object }]
    const objects = isTable(object) ? rowsOf(object, inside.columns, collection) : [kept(collection)(object)]
    return objects.map((one) => ({ type, object: one }))
  })
  // A bookmark is no object, and only its version is looked at.
  return { ...foldList(inside, told as Change<T>[]), columns: inside.columns }
}

function isTable(object: KubeObject | Table<KubeObject>): object is Table<KubeObject> {
  return object.kind === 'Table' && Array.isArray((object as Table<KubeObject>).rows)
}

/** What rows need of an object's metadata; who manages which field is most of it, and not among that. */
export function slim(metadata: ObjectMeta): ObjectMeta {
  const { name, namespace, uid, resourceVersion, creationTimestamp, deletionTimestamp, labels } = metadata
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(labels === undefined ? {} : { labels }),
  }
}
