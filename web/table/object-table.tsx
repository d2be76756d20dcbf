import {
  lazy,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  type ReactNode,
} from 'react'
import type { Watchable } from '#web/data/fold.ts'
import type { Bulk } from './bulk.ts'
import type { BulkBar as BulkBarType } from './bulk-bar.tsx'
import { chosenColumns, leadingOf, standardColumns, type Column } from './column.ts'
import type { Gathering } from './filter-field.tsx'
import type { RowMenu as RowMenuType } from './row-menu.tsx'
import { printSort } from './sort.ts'
import { TableBar } from './table-bar.tsx'
import { useHeldRows } from './use-held-rows.ts'
import { useRowMenu } from './use-row-menu.ts'
import { useSelection } from './use-selection.ts'
import { prepareTexts, useFiltered, useSorted } from './use-sifted.ts'
import { useTableAddress } from './use-table-address.ts'
import { VirtualRows, type RowsHandle } from './virtual-rows.tsx'

const NothingFound = lazy(async () => ({ default: (await import('./nothing-found.tsx')).NothingFound }))
const loadRowMenu = () => import('./row-menu.tsx')
// The casts are as in the bar above the rows.
const RowMenu = lazy(async () => ({ default: (await loadRowMenu()).RowMenu })) as typeof RowMenuType
const BulkBar = lazy(async () => ({
  default: (await import('./bulk-bar.tsx')).BulkBar,
})) as typeof BulkBarType

interface Props<T extends Watchable> {
  /** What the rows are, in the plural: 'teams'. */
  what: string
  /** One of them, where it is not simply without the s. */
  one?: string
  /** Under which name its columns and views are remembered; what the rows are, if left out. */
  table?: string
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
  /** What can be done with many rows at once, loaded with the first that is selected; without it none can be. */
  loadBulk?: () => Promise<Bulk<T>>
  /** The button that makes one, beside the filter. */
  action?: ReactNode
  /** Shown when there are no objects at all: what they are for, and how to make the first. */
  empty: ReactNode
}

const noPage = (): undefined => undefined

/** Every list of the console: filter, sort, columns, views, live virtual rows, keyboard, selection, and a menu for each row. */
export function ObjectTable<T extends Watchable>(props: Props<T>): ReactNode {
  const { what, objects, partial = false, columns, href = noPage, loadBulk } = props
  const { renderMenu, prepareMenu, action, empty, one = what.replace(/s$/, '') } = props
  const { table = what.replaceAll(' ', '-') } = props
  const known = useMemo(
    () => ({
      table,
      columns: columns.map(({ id }) => id),
      standardColumns: standardColumns(columns),
      standardSort: [{ id: columns[0]?.id ?? '', desc: false }],
    }),
    [table, columns],
  )
  const address = useTableAddress(known)
  const { filter, setFilter, sort, setSort } = address
  const leading = leadingOf(columns)?.id
  const chosen = address.columns?.join(',')
  const shown = useMemo(() => chosenColumns(columns, chosen?.split(',')), [columns, chosen])
  // What was typed is drawn at once; the rows follow as soon as they can.
  const applied = useDeferredValue(filter)
  // In order before they are filtered: that is kept up with every change, where a wider filter would begin anew.
  const sorted = useSorted(objects, columns, sort)
  const found = useFiltered(sorted, columns, applied)
  const { rows, hold, release } = useHeldRows(found, `${applied} ${printSort(sort)}`)
  const selection = useSelection(objects, rows)
  const rowMenu = useRowMenu<T>()
  const handle = useRef<RowsHandle>(null)
  const intoRows = useCallback(() => handle.current?.focusFirst(), [])
  const seen = useRef({ objects, columns })
  useEffect(() => {
    seen.current = { objects, columns }
  }, [objects, columns])
  const vocabulary = useMemo<Gathering>(
    () => ({
      prepare: () => void prepareTexts(seen.current.objects, seen.current.columns, rest),
      gather: (by) => by(seen.current.objects, seen.current.columns, rest),
    }),
    [],
  )
  // What is called from the rows stays the same, so that they are not drawn again with every key in the filter.
  const preparing = useRef(prepareMenu)
  useEffect(() => {
    preparing.current = prepareMenu
  })
  const hasMenu = renderMenu !== undefined
  const near = useCallback(() => {
    if (hasMenu) void loadRowMenu()
    preparing.current?.()
  }, [hasMenu])
  const enter = useCallback(() => {
    hold()
    near()
  }, [hold, near])
  if (objects.length === 0 && filter === '') return empty
  return (
    <>
      <TableBar
        {...{ what, table, columns, leading, address, applied, action, vocabulary }}
        count={`${countWords(found.length, objects.length, { what, one })}${partial ? ' so far, more are coming' : ''}`}
        onLeaveDown={intoRows}
      />
      {found.length === 0 && rows.objects.length === 0 ? (
        <Suspense fallback={null}>
          <NothingFound {...{ what, partial }} filter={applied} onClear={() => setFilter('')} />
        </Suspense>
      ) : (
        <VirtualRows
          ref={handle}
          label={what}
          rows={rows}
          columns={shown}
          leading={leading}
          minWidth={chosen === undefined ? 0 : shown.length * leastWidth}
          selection={loadBulk === undefined ? undefined : selection}
          sort={sort}
          onSort={setSort}
          href={href}
          onMenu={hasMenu ? rowMenu.open : undefined}
          onPointerEnter={enter}
          onFocus={near}
          onPointerLeave={release}
        />
      )}
      <Suspense fallback={null}>
        {loadBulk !== undefined && selection.keys.size > 0 && (
          <BulkBar {...{ what, one, selection, rows, loadBulk }} onLeave={intoRows} />
        )}
        {renderMenu !== undefined && rowMenu.opened !== undefined && (
          <RowMenu state={rowMenu} renderEntries={renderMenu} />
        )}
      </Suspense>
    </>
  )
}

/** Lets what waits go first, such as a key. */
const rest = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve))

/** Chosen columns are no narrower on average, in CSS pixels. */
const leastWidth = 110

const number = new Intl.NumberFormat()

function countWords(found: number, all: number, { what, one }: { what: string; one: string }): string {
  const total = `${number.format(all)} ${all === 1 ? one : what}`
  return found === all ? total : `${number.format(found)} of ${total}`
}
