import { age } from '#kube/age.ts'
import type { TableColumn } from '#kube/table.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { Age } from '#api-mock/resources/columns.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { objectText, toObject } from '#api-mock/resources/objects.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import type { Accepted } from './accept.ts'

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
  if (format.as === 'object') return objectText(definition, stored)
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
  const converted = definition.storedAs !== undefined
  const texts = items.map((stored) => (converted ? objectText(definition, stored) : stored.text))
  return `{${head},"metadata":${JSON.stringify(metadata)},"items":[${texts.join(',')}]}`
}

function customList(
  definition: ResourceDefinition,
  items: readonly Stored[],
  metadata: ListMetadata,
): string {
  const texts = items.map((stored) => objectText(definition, stored))
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
  const columns = withColumns ? columnsText(definition) : 'null'
  const rows = items.map((stored) => {
    const object =
      format.includeObject === 'None'
        ? 'null'
        : format.includeObject === 'Object'
          ? objectText(definition, stored)
          : partialText(stored, format.metaVersion)
    const { cells, conditions } = rowOf(definition, stored)
    const texts = cells.map((cell) => (typeof cell === 'string' ? cell : ageText(cell, now)))
    return `{"cells":[${texts.join(',')}],${conditions}"object":${object}}`
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

interface Row {
  definition: ResourceDefinition
  /** Texts of JSON, and what depends on the time. */
  cells: (string | Age)[]
  /** With a comma at its end where there is something to tell. */
  conditions: string
}

/** A row never changes but for the age of its object, so it is made once for each revision. */
const rows = new WeakMap<Stored, Row>()

function rowOf(definition: ResourceDefinition, stored: Stored): Row {
  const known = rows.get(stored)
  if (known?.definition === definition) return known
  const object = toObject(definition, stored)
  const conditions = definition.rowConditions?.(object) ?? []
  const row = {
    definition,
    cells: makeCells(definition, object),
    conditions: conditions.length === 0 ? '' : `"conditions":${JSON.stringify(conditions)},`,
  }
  rows.set(stored, row)
  return row
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
