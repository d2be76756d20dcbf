import Box from '@mui/material/Box'
import { visuallyHidden } from '@mui/utils'
import { memo, type ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { cellClass, type Column, type Drawn } from './column.ts'
import { nextSort, type Sort } from './sort.ts'
import { SelectBox, selectWidth } from './select-box.tsx'
import type { Selection } from './use-selection.ts'

interface Props<T extends Watchable> {
  columns: readonly Drawn<T>[]
  sort: Sort
  onSort: (sort: Sort) => void
  withMenu: boolean
  /** What the rows are, in the plural. */
  label: string
  selection: Selection<T> | undefined
}

function TableHeadOnce<T extends Watchable>(props: Props<T>): ReactNode {
  const { columns, sort, onSort, withMenu, label, selection } = props
  return (
    <thead>
      <tr aria-rowindex={1} style={{ height: 36 }}>
        {selection !== undefined && (
          <th scope="col" className="cell" style={{ width: selectWidth }}>
            <SelectBox
              label={`Select all ${label} shown`}
              checked={selection.all}
              partly={!selection.all && selection.objects.length > 0}
              onClick={selection.toggleAll}
            />
          </th>
        )}
        {columns.map(({ column, second }) => {
          const shown = second === undefined ? [column] : [column, second]
          // Only what all else is ordered by is said of the column itself; of further ones their labels say it.
          const [first] = sort
          const isFirst = first !== undefined && shown.some(({ id }) => id === first.id)
          return (
            <Box
              key={column.id}
              component="th"
              scope="col"
              className={cellClass(column)}
              aria-sort={isFirst ? (first.desc ? 'descending' : 'ascending') : undefined}
              sx={{ width: column.width }}
            >
              {shown.map((each) => (
                <SortLabel key={each.id} column={each} sort={sort} onSort={onSort} />
              ))}
            </Box>
          )
        })}
        {withMenu && (
          <th scope="col" className="cell" style={{ width: 44 }}>
            <span style={visuallyHidden}>Actions</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

/** Drawn again only when it changes itself; the cast gives `memo` back the type parameter it loses. */
export const TableHead = memo(TableHeadOnce) as typeof TableHeadOnce

/** A click, or Enter, sorts by a column; with Shift it is added to those that are sorted by already. */
function SortLabel<T extends Watchable>({
  column: { id, header },
  sort,
  onSort,
}: Pick<Props<T>, 'sort' | 'onSort'> & { column: Column<T> }): ReactNode {
  const at = sort.findIndex((key) => key.id === id)
  const desc = sort[at]?.desc === true
  return (
    <button
      type="button"
      className={at === -1 ? 'sort' : 'sort sorted'}
      title="Sorts; with Shift also by this column"
      onClick={({ shiftKey }) => onSort(nextSort(sort, id, shiftKey))}
      // With Shift a browser would mark the text between two clicks.
      onMouseDown={(event) => {
        if (event.shiftKey) event.preventDefault()
      }}
    >
      {header}
      <span aria-hidden="true">
        {desc ? '↓' : '↑'}
        {at !== -1 && sort.length > 1 && <sup>{at + 1}</sup>}
      </span>
      {at !== -1 && sort.length > 1 && (
        <span style={visuallyHidden}>
          sorted by {desc ? 'falling' : 'rising'} values, {at + 1} of {sort.length}
        </span>
      )}
    </button>
  )
}
