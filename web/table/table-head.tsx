import Box from '@mui/material/Box'
import MuiTableCell from '@mui/material/TableCell'
import MuiTableHead from '@mui/material/TableHead'
import MuiTableRow from '@mui/material/TableRow'
import TableSortLabel from '@mui/material/TableSortLabel'
import { visuallyHidden } from '@mui/utils'
import type { ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { display, type Column } from './column.ts'
import type { Sort } from './sort.ts'

interface Props<T extends Watchable> {
  columns: readonly Column<T>[]
  sort: Sort
  onSort: (sort: Sort) => void
  withMenu: boolean
}

export function TableHead<T extends Watchable>({ columns, sort, onSort, withMenu }: Props<T>): ReactNode {
  return (
    <MuiTableHead>
      <MuiTableRow aria-rowindex={1} sx={{ height: 36 }}>
        {columns.map(({ id, header, width, align, from }) => {
          const sorted = sort.id === id
          const direction = sort.desc ? 'desc' : 'asc'
          return (
            <MuiTableCell
              key={id}
              align={align ?? 'left'}
              sortDirection={sorted ? direction : false}
              sx={{ width, display: display(from === undefined ? {} : { from }) }}
            >
              <TableSortLabel
                active={sorted}
                direction={sorted ? direction : 'asc'}
                onClick={() => onSort({ id, desc: sorted && !sort.desc })}
              >
                {header}
              </TableSortLabel>
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
