import { isObject } from '#kube/json.ts'
import { parseAsWritten } from '#kube/strict-json.ts'
import { tableType, type Table, type TableRow } from '#kube/table.ts'
import type { KubeList, KubeObject } from '#kube/types.ts'
import type { WatchEvent } from '#kube/watch.ts'
import type { Judged } from './may.ts'

/** In which form the client wants a collection. */
export type Shape =
  | { form: 'objects' }
  | { form: 'metadata' }
  | { form: 'table'; include: 'None' | 'Metadata' | 'Object' }

type Admits = (object: Judged) => boolean

/** An object as the caller sees it, where that differs from what is stored. */
export type Shown = (object: KubeObject) => KubeObject

const asStored: Shown = (object) => object

/** Reads the form from `Accept` and `includeObject`. The first media type decides, as it does upstream. */
export function shapeOf(accept: string | undefined, includeObject: string | null): Shape {
  const first = (accept ?? '').split(',')[0] ?? ''
  if (/;\s*as=Table\b/.test(first)) {
    const include = includeObject === 'None' || includeObject === 'Object' ? includeObject : 'Metadata'
    return { form: 'table', include }
  }
  return /;\s*as=PartialObjectMetadata(List)?\b/.test(first) ? { form: 'metadata' } : { form: 'objects' }
}

/** The `Accept` with which upstream is asked for whole objects, whatever the client wants of them. */
export function upstreamAccept({ form }: Shape): string {
  return form === 'table' ? tableType : 'application/json'
}

/**
 * Reduces a list to what the caller may see. The resourceVersion and `continue` stay upstream's, so a page
 * may be short; how much is left is not told. Numbers stay as they were written.
 */
export function reduceList(text: string, shape: Shape, admits: Admits, shown: Shown = asStored): string {
  // As many values as there are: what is bounded is what people send, not what a cluster keeps.
  const body = parseAsWritten(text, Infinity) as (KubeList | Table<KubeObject>) & {
    metadata: { remainingItemCount?: number }
  }
  delete body.metadata.remainingItemCount
  if ('rows' in body) {
    return JSON.stringify({
      ...body,
      rows: body.rows.filter(({ object }) => admits(object)).map((row) => trimRow(row, shape, shown)),
    })
  }
  const items = body.items.filter(admits)
  if (shape.form !== 'metadata') return JSON.stringify({ ...body, items: items.map(shown) })
  return JSON.stringify({
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata: body.metadata,
    items: items.map(metadataOnly),
  })
}

/** Any other answer as the caller sees it: an object, a table of one, or what was deleted; a Status is a Status. */
export function showAnswer(text: string, shape: Shape, shown: Shown = asStored): string {
  if (shown === asStored) return text
  const body = parseAsWritten(text, Infinity)
  if (!isObject(body) || body['kind'] === 'Status') return text
  if (Array.isArray(body['items']) || Array.isArray(body['rows']))
    return reduceList(text, shape, () => true, shown)
  return isKubeObject(body) ? JSON.stringify(shown(body)) : text
}

function isKubeObject(value: object): value is KubeObject {
  return 'kind' in value && 'apiVersion' in value && 'metadata' in value && isObject(value.metadata)
}

/**
 * Makes the function that reduces the lines of one watch; undefined drops the line. The columns, which
 * upstream sends with its first event only, move to the first event that is sent.
 */
export function eventReducer(
  shape: Shape,
  admits: Admits,
  shown: Shown = asStored,
): (line: string) => string | undefined {
  let columns: Table['columnDefinitions'] | undefined
  return (line) => {
    const event = parseAsWritten(line) as WatchEvent
    if (event.type === 'ERROR') return line
    if (shape.form !== 'table') {
      if (event.type !== 'BOOKMARK' && !admits(event.object)) return undefined
      if (shape.form === 'metadata') return JSON.stringify({ ...event, object: metadataOnly(event.object) })
      return shown === asStored || event.type === 'BOOKMARK'
        ? line
        : JSON.stringify({ ...event, object: shown(event.object) })
    }
    const table = event.object as unknown as Table<KubeObject>
    columns ??= table.columnDefinitions ?? []
    const rows = table.rows.filter(({ object }) => event.type === 'BOOKMARK' || admits(object))
    if (rows.length === 0 && event.type !== 'BOOKMARK') return undefined
    const columnDefinitions = columns
    columns = []
    return JSON.stringify({
      ...event,
      object: {
        ...table,
        columnDefinitions,
        rows: rows.map((row) => trimRow(row, shape, event.type === 'BOOKMARK' ? asStored : shown)),
      },
    })
  }
}

function metadataOnly({ metadata }: KubeObject) {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
}

function trimRow(row: TableRow<KubeObject>, shape: Shape, shown: Shown) {
  if (shape.form !== 'table' || shape.include === 'Object')
    return shown === asStored ? row : { ...row, object: shown(row.object) }
  return { ...row, object: shape.include === 'None' ? null : metadataOnly(row.object) }
}
