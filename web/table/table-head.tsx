import Box from '@mui/material/Box'
import MuiTableCell from '@mui/material/TableCell'
import MuiTableHead from '@mui/material/TableHead'
import MuiTableRow from '@mui/material/TableRow'
import { visuallyHidden } from '@mui/utils'
import { memo, type ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { display, type Column, type Drawn } from './column.ts'
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
    <MuiTableHead>
      <MuiTableRow aria-rowindex={1} sx={{ height: 36 }}>
        {selection !== undefined && (
          <MuiTableCell padding="none" sx={{ width: selectWidth }}>
            <SelectBox
              label={`Select all ${label} shown`}
              checked={selection.all}
              partly={!selection.all && selection.objects.length > 0}
              onClick={selection.toggleAll}
            />
          </MuiTableCell>
        )}
        {columns.map(({ column, second }) => {
          const shown = second === undefined ? [column] : [column, second]
          // Only what all else is ordered by is said of the column itself; of further ones their labels say it.
          const [first] = sort
          const isFirst = first !== undefined && shown.some(({ id }) => id === first.id)
          return (
            <MuiTableCell
              key={column.id}
              align={column.align ?? 'left'}
              sortDirection={isFirst && (first.desc ? 'desc' : 'asc')}
              sx={{ width: column.width, display: display(column), '& button + button': { ml: 1 } }}
            >
              {shown.map((each) => (
                <SortLabel key={each.id} column={each} sort={sort} onSort={onSort} />
              ))}
            </MuiTableCell>
          )
        })}
        {withMenu && (
          <MuiTableCell sx={{ width: 44 }}>
            <Box component="span" sx={visuallyHidden}>
              Actions
            </Box>
          </MuiTableCell>
        )}
      </MuiTableRow>
    </MuiTableHead>
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
    <Box
      component="button"
      type="button"
      title="Sorts; with Shift also by this column"
      onClick={({ shiftKey }: { shiftKey: boolean }) => onSort(nextSort(sort, id, shiftKey))}
      // With Shift a browser would mark the text between two clicks.
      onMouseDown={(event: { shiftKey: boolean; preventDefault: () => void }) => {
        if (event.shiftKey) event.preventDefault()
      }}
      sx={at === -1 ? labelStyle : { ...labelStyle, ...sortedStyle }}
    >
      {header}
      <span aria-hidden="true">
        {desc ? '↓' : '↑'}
        {at !== -1 && sort.length > 1 && <sup>{at + 1}</sup>}
      </span>
      {at !== -1 && sort.length > 1 && (
        <Box component="span" sx={visuallyHidden}>
          sorted by {desc ? 'falling' : 'rising'} values, {at + 1} of {sort.length}
        </Box>
      )}
    </Box>
  )
}

const labelStyle = {
  p: 0,
  border: 0,
  background: 'none',
  font: 'inherit',
  color: 'inherit',
  textAlign: 'inherit',
  cursor: 'pointer',
  whiteSpace: 'nowrap',
  borderRadius: 0.5,
  '& > [aria-hidden]': { ml: 0.25, opacity: 0 },
  '& sup': { fontSize: '0.6875rem', lineHeight: 0 },
  '&:hover > [aria-hidden]': { opacity: 0.5 },
} as const

const sortedStyle = { color: 'text.primary', '& > [aria-hidden]': { ml: 0.25, opacity: 1 } } as const
