import { age } from '#kube/age.ts'
import type { TableColumn } from '#kube/table.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { Age } from '#api-mock/resources/columns.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Accepted } from './accept.ts'
import { prefixOf, toObject } from './objects.ts'

/** How much of an object a Table's row carries. */
export type IncludeObject = 'None' | 'Metadata' | 'Object'

export interface Format {
  as: Accepted['as']
  metaVersion: string
  includeObject: IncludeObject
}

export interface ListMetadata {
  resourceVersion: string
  continue?: string
  remainingItemCount?: number
}

/** One object in the format that was asked for, as JSON text. */
export function presentObject(
  definition: ResourceDefinition,
  stored: Stored,
  format: Format,
  now: number,
): string {
  if (format.as === 'object') return stored.textAs(prefixOf(definition))
  if (format.as !== 'Table') return partialText(stored, format.metaVersion)
  const metadata = { resourceVersion: String(stored.revision) }
  return presentTable(definition, [stored], { format, metadata, now, withColumns: true })
}

/** A list in the format that was asked for, joined from stored texts. */
export function presentList(
  definition: ResourceDefinition,
  items: readonly Stored[],
  { format, metadata, now }: { format: Format; metadata: ListMetadata; now: number },
): string {
  if (format.as === 'Table') {
    return presentTable(definition, items, { format, metadata, now, withColumns: true })
  }
  if (format.as !== 'object') return partialList(items, format, metadata)
  return definition.custom === undefined
    ? typedList(definition, items, metadata)
    : customList(definition, items, metadata)
}

function partialList(items: readonly Stored[], { metaVersion }: Format, metadata: ListMetadata): string {
  const head = `"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/${metaVersion}"`
  const texts = items.map((stored) => partialText(stored, metaVersion))
  // Go writes a list that was never filled as null.
  const listed = texts.length === 0 ? 'null' : `[${texts.join(',')}]`
  return `{${head},"metadata":${JSON.stringify(metadata)},"items":${listed}}`
}

function typedList(definition: ResourceDefinition, items: readonly Stored[], metadata: ListMetadata): string {
  const head = `"kind":"${definition.listKind}","apiVersion":"${apiVersionOf(definition)}"`
  const texts = items.map((stored) => stored.text)
  return `{${head},"metadata":${JSON.stringify(metadata)},"items":[${texts.join(',')}]}`
}

function customList(
  definition: ResourceDefinition,
  items: readonly Stored[],
  metadata: ListMetadata,
): string {
  const prefix = prefixOf(definition)
  const texts = items.map((stored) => stored.textAs(prefix))
  const tail = JSON.stringify({ continue: '', ...metadata })
  return `{"apiVersion":"${apiVersionOf(definition)}","items":[${texts.join(',')}],"kind":"${definition.listKind}","metadata":${tail}}`
}

function partialText(stored: Stored, metaVersion: string): string {
  return `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/${metaVersion}","metadata":${stored.metadataText}}`
}

/** Rows of a Table; `withColumns` is false for all but the first event of a watch. */
export function presentTable(
  definition: ResourceDefinition,
  items: readonly Stored[],
  options: { format: Format; metadata: ListMetadata; now: number; withColumns: boolean },
): string {
  const { format, metadata, now, withColumns } = options
  const prefix = prefixOf(definition)
  const columns = withColumns ? columnsText(definition) : 'null'
  const rows = items.map((stored) => {
    const object =
      format.includeObject === 'None'
        ? 'null'
        : format.includeObject === 'Object'
          ? stored.textAs(prefix)
          : partialText(stored, format.metaVersion)
    return `{${rowText(definition, stored, now)},"object":${object}}`
  })
  const head = `"kind":"Table","apiVersion":"meta.k8s.io/${format.metaVersion}"`
  return `{${head},"metadata":${JSON.stringify(metadata)},"columnDefinitions":${columns},"rows":[${rows.join(',')}]}`
}

function columnsText({ columns }: ResourceDefinition): string {
  const shown: TableColumn[] = columns.map(({ name, type, format, description, priority }) => ({
    name,
    type,
    format,
    description,
    priority,
  }))
  return JSON.stringify(shown)
}

interface KnownRow {
  definition: ResourceDefinition
  cells: (string | Age)[]
  /** The row's conditions as a member of JSON, '' where it has none. */
  conditions: string
}

/** Cells of an object never change but for its age, so they are made once for each revision. */
const knownRows = new WeakMap<Stored, KnownRow>()

function rowText(definition: ResourceDefinition, stored: Stored, now: number): string {
  let known = knownRows.get(stored)
  if (known?.definition !== definition) {
    const object = toObject(definition, stored)
    const conditions = conditionsText(definition, object)
    known = { definition, cells: makeCells(definition, object), conditions }
    knownRows.set(stored, known)
  }
  const cells = known.cells.map((cell) => (typeof cell === 'string' ? cell : ageText(cell, now)))
  return `"cells":[${cells.join(',')}]${known.conditions}`
}

function conditionsText({ rowConditions }: ResourceDefinition, object: KubeObject): string {
  const conditions = rowConditions?.(object) ?? []
  return conditions.length === 0 ? '' : `,"conditions":${JSON.stringify(conditions)}`
}

function makeCells({ columns }: ResourceDefinition, object: KubeObject): (string | Age)[] {
  return columns.map(({ value }) => {
    const cell = value(object)
    return cell instanceof Age ? cell : JSON.stringify(cell ?? null)
  })
}

function ageText({ since, words }: Age, now: number): string {
  const from = Date.parse(since)
  return JSON.stringify(words(Number.isNaN(from) ? '<unknown>' : age(from, now)))
}
