import type { TableColumn } from '#kube/table.ts'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Breakpoint, Column } from '#web/table/column.ts'
import { Age } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import { cellText, cellTone, cellValue, isTime, type CellRow } from './cell-words.ts'

type Definitions = readonly TableColumn[]

/**
 * The columns of the server's own Table as ours, with the namespace where there are several. What kubectl shows only
 * when it is asked for more can be chosen.
 */
export function cellColumns(definitions: Definitions, several: boolean): Column<CellRow>[] {
  const shown = definitions
    .map((definition, index) => ({ definition, index }))
    .filter(({ definition }) => {
      return definition.name !== 'Age' && definition.name !== 'Namespace'
    })
  const named = shown.find(({ definition: { name, format } }) => format === 'name' || name === 'Name')
  const others = shown.filter((one) => one !== named && one.definition.priority === 0)
  const more = shown.filter((one) => one !== named && one.definition.priority > 0)
  const called = (pattern: RegExp) => others.find(({ definition }) => pattern.test(definition.name))
  const state = called(/^(status|phase|state)$/i) ?? called(/^(ready|type)$/i)
  const columns = others.map((one, place) => ({
    ...cellColumn(one.definition, one.index),
    ...(one === state
      ? {
          below: { column: 'name', until: 'sm' } as const,
          tone: ({ cells }: CellRow) => cellTone(one.definition, cells[one.index]),
        }
      : { from: fromOf(place) }),
  }))
  return unique([
    nameColumn,
    ...(several ? [namespaceColumn] : []),
    ...columns,
    ...more.map((one) => ({
      ...cellColumn(one.definition, one.index),
      from: 'sm' as const,
      optional: true as const,
    })),
    ...(definitions.some(({ name }) => name === 'Age') ? [ageColumn] : []),
  ])
}

const nameColumn: Column<CellRow> = {
  id: 'name',
  header: 'Name',
  value: ({ metadata }) => metadata.name,
  width: { xs: 'auto', sm: '30%', lg: '26%' },
}

const namespaceColumn: Column<CellRow> = {
  id: 'namespace',
  header: 'Namespace',
  value: ({ metadata }) => metadata.namespace,
  width: '16%',
  from: 'sm',
}

/** The first tell most, and the more room there is the more are shown. */
function fromOf(place: number): Breakpoint {
  return place < 2 ? 'sm' : place < 4 ? 'md' : 'lg'
}

function cellColumn(definition: TableColumn, index: number): Column<CellRow> {
  const { name, type } = definition
  const isNumber = type === 'integer' || type === 'number'
  const isShort = isNumber || type === 'boolean' || type === 'date' || /^ready$/i.test(name)
  return {
    id: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    header: name,
    value: ({ cells }) => cellValue(definition, cells[index]),
    cell: ({ cells }) => cellContent(definition, cells[index]),
    ...(isNumber ? { align: 'right' } : {}),
    ...(isShort ? { width: Math.max(84, name.length * 8 + 44) } : {}),
  }
}

function cellContent(definition: TableColumn, cell: unknown) {
  const text = cellText(cell)
  if (isTime(text)) return <Age at={text} />
  const tone = cellTone(definition, cell)
  return tone === undefined ? visible(text) : <Mark tone={tone}>{visible(text)}</Mark>
}

/** Whoever defines a kind may call two columns alike. */
function unique(columns: readonly Column<CellRow>[]): Column<CellRow>[] {
  const seen = new Map<string, number>()
  return columns.map((column) => {
    const count = seen.get(column.id) ?? 0
    seen.set(column.id, count + 1)
    return count === 0 ? column : { ...column, id: `${column.id}-${count + 1}` }
  })
}
