import Box from '@mui/material/Box'
import MuiTableCell from '@mui/material/TableCell'
import MuiTableHead from '@mui/material/TableHead'
import MuiTableRow from '@mui/material/TableRow'
import TableSortLabel from '@mui/material/TableSortLabel'
import { visuallyHidden } from '@mui/utils'
import type { ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { display, type Column, type Drawn } from './column.ts'
import type { Sort } from './sort.ts'

interface Props<T extends Watchable> {
  columns: readonly Drawn<T>[]
  sort: Sort
  onSort: (sort: Sort) => void
  withMenu: boolean
}

export function TableHead<T extends Watchable>({ columns, sort, onSort, withMenu }: Props<T>): ReactNode {
  return (
    <MuiTableHead>
      <MuiTableRow aria-rowindex={1} sx={{ height: 36 }}>
        {columns.map(({ column, second }) => {
          const shown = second === undefined ? [column] : [column, second]
          const isSorted = shown.some(({ id }) => id === sort.id)
          return (
            <MuiTableCell
              key={column.id}
              align={column.align ?? 'left'}
              sortDirection={isSorted && (sort.desc ? 'desc' : 'asc')}
              sx={{ width: column.width, display: display(column) }}
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

function SortLabel<T extends Watchable>({
  column: { id, header },
  sort,
  onSort,
}: Pick<Props<T>, 'sort' | 'onSort'> & { column: Column<T> }): ReactNode {
  const isSorted = sort.id === id
  return (
    <TableSortLabel
      active={isSorted}
      direction={isSorted && sort.desc ? 'desc' : 'asc'}
      onClick={() => onSort({ id, desc: isSorted && !sort.desc })}
      sx={{ '& + &': { ml: 0.5 } }}
    >
      {header}
    </TableSortLabel>
  )
}
