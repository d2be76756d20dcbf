import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import SearchOffIcon from '@mui/icons-material/SearchOff'
import { lazy, Suspense, useDeferredValue, useMemo, useRef, type ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import type { Column } from './column.ts'
import { FilterField } from './filter-field.tsx'
import { matches, parseFilter } from './filter.ts'
import type { RowMenu as RowMenuType } from './row-menu.tsx'
import { useRowMenu } from './use-row-menu.ts'
import { useHeldRows } from './use-held-rows.ts'
import { printSort, sortBy, type Sort } from './sort.ts'
import { useTableAddress } from './use-table-address.ts'
import { VirtualRows, type RowsHandle } from './virtual-rows.tsx'

const loadRowMenu = () => import('./row-menu.tsx')
// The cast gives the component back the type parameter that `lazy` loses.
const RowMenu = lazy(async () => ({ default: (await loadRowMenu()).RowMenu })) as typeof RowMenuType

interface Props<T extends Watchable> {
  /** What the rows are, in the plural: 'teams'. */
  what: string
  /** One of them, where it is not simply without the s. */
  one?: string
  objects: readonly T[]
  /** Whether more of them are on the way. */
  partial?: boolean
  /** The first column holds the name, which leads to the object's page where there is one; see `link`. */
  columns: readonly Column<T>[]
  href?: (object: T) => string | undefined
  /** The entries of a row's menu; `close` closes it. */
  renderMenu?: (object: T, close: () => void) => ReactNode
  /** Called when somebody comes near the rows: the time to load what their menus need. */
  prepareMenu?: () => void
  /** The button that makes one, beside the filter. */
  action?: ReactNode
  /** Shown when there are no objects at all: what they are for, and how to make the first. */
  empty: ReactNode
}

const noPage = (): undefined => undefined

/** Every list of the console: filter, sort, live virtual rows, keyboard, and a menu for each row. */
export function ObjectTable<T extends Watchable>(props: Props<T>): ReactNode {
  const { what, objects, partial = false, columns, href = noPage } = props
  const { renderMenu, prepareMenu, action, empty, one = what.replace(/s$/, '') } = props
  const columnIds = useMemo(() => columns.map(({ id }) => id), [columns])
  const standard = { id: columnIds[0] ?? '', desc: false }
  const { filter, setFilter, sort, setSort } = useTableAddress(columnIds, standard)
  // What was typed is drawn at once; the rows follow as soon as they can.
  const applied = useDeferredValue(filter)
  const found = useFiltered(objects, columns, applied)
  const sorted = useSorted(found, columns, sort)
  const { rows, hold, release } = useHeldRows(sorted, `${applied} ${printSort(sort)}`)
  const rowMenu = useRowMenu<T>()
  const handle = useRef<RowsHandle>(null)
  const near = (): void => {
    if (renderMenu !== undefined) void loadRowMenu()
    prepareMenu?.()
  }
  if (objects.length === 0 && filter === '') return empty
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', rowGap: 1 }}>
        <FilterField
          what={what}
          value={filter}
          onChange={setFilter}
          onLeaveDown={() => handle.current?.focusFirst()}
          wide={action !== undefined}
        />
        <Typography variant="body2" color="textSecondary" role="status">
          {countWords(found.length, objects.length, { what, one })}
          {partial && ' so far, more are coming'}
        </Typography>
        {action !== undefined && <Box sx={{ ml: 'auto' }}>{action}</Box>}
      </Box>
      {found.length === 0 && rows.length === 0 ? (
        <Nothing
          icon={<SearchOffIcon />}
          title={`No ${what} match “${applied}”${partial ? ' so far' : ''}`}
          actions={
            <Button variant="outlined" onClick={() => setFilter('')}>
              Clear filter
            </Button>
          }
        >
          All words must match: in any column, as label=value, or in one column as column:text.
        </Nothing>
      ) : (
        <VirtualRows
          ref={handle}
          label={what}
          rows={rows}
          columns={columns}
          sort={sort}
          onSort={setSort}
          href={href}
          onMenu={renderMenu === undefined ? undefined : rowMenu.open}
          onPointerEnter={() => {
            hold()
            near()
          }}
          onFocus={near}
          onPointerLeave={release}
        />
      )}
      {renderMenu !== undefined && rowMenu.opened !== undefined && (
        <Suspense fallback={null}>
          <RowMenu state={rowMenu} renderEntries={renderMenu} />
        </Suspense>
      )}
    </>
  )
}

const number = new Intl.NumberFormat()

function countWords(found: number, all: number, { what, one }: { what: string; one: string }): string {
  const total = `${number.format(all)} ${all === 1 ? one : what}`
  return found === all ? total : `${number.format(found)} of ${total}`
}

/** The objects that the filter lets through; what is searched in is put together once for each object. */
function useFiltered<T extends Watchable>(
  objects: readonly T[],
  columns: readonly Column<T>[],
  filter: string,
): readonly T[] {
  const texts = useMemo(() => textsOf(columns), [columns])
  return useMemo(() => {
    const terms = parseFilter(filter)
    if (terms.length === 0) return objects
    return objects.filter((object) =>
      matches(terms, {
        labels: object.metadata.labels,
        row: () => texts(object).row,
        column: (id) => texts(object).columns.get(id),
      }),
    )
  }, [objects, filter, texts])
}

/** The objects by one column. */
function useSorted<T extends Watchable>(
  objects: readonly T[],
  columns: readonly Column<T>[],
  { id, desc }: Sort,
): readonly T[] {
  return useMemo(() => {
    const column = columns.find((column) => column.id === id)
    return column === undefined ? objects : sortBy(objects, column.value, desc)
  }, [objects, columns, id, desc])
}

interface Texts {
  columns: ReadonlyMap<string, string>
  /** The name and all columns. */
  row: string
}

/** What text is looked for in, in lower case; columns without texts have an empty one. */
function textsOf<T extends Watchable>(columns: readonly Column<T>[]): (object: T) => Texts {
  const known = new WeakMap<T, Texts>()
  return (object) => {
    const before = known.get(object)
    if (before !== undefined) return before
    const byColumn = new Map(
      columns.map(({ id, value }) => {
        const text = value(object)
        return [id.toLowerCase(), typeof text === 'string' ? text.toLowerCase() : '']
      }),
    )
    const texts = { columns: byColumn, row: [object.metadata.name, ...byColumn.values()].join('\n') }
    known.set(object, texts)
    return texts
  }
}
