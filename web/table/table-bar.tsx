import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { lazy, memo, Suspense, type ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import type { Column } from './column.ts'
import type { ComplaintWords as ComplaintWordsType } from './complaint-words.tsx'
import { FilterField, type Gathering } from './filter-field.tsx'
import type { TableTools as TableToolsType } from './table-tools.tsx'
import type { TableAddress } from './use-table-address.ts'

// The casts give the components back the type parameter that `lazy` loses.
const TableTools = lazy(async () => ({
  default: (await import('./table-tools.tsx')).TableTools,
})) as typeof TableToolsType
const ComplaintWords = lazy(async () => ({
  default: (await import('./complaint-words.tsx')).ComplaintWords,
})) as typeof ComplaintWordsType

/** The room of the tools, which come a moment later than the rows, in pixels. */
const toolsWidth = 64

/** What is more than words to look for, and can be wrong. */
const special = /[:="!]/

interface Props<T extends Watchable> {
  /** What the rows are, in the plural. */
  what: string
  table: string
  columns: readonly Column<T>[]
  leading: string | undefined
  address: TableAddress
  /** The filter that the rows are drawn by, which follows what is typed. */
  applied: string
  /** How many rows there are, in words. */
  count: string
  action: ReactNode
  vocabulary: Gathering
  onLeaveDown: () => void
}

function TableBarOnce<T extends Watchable>(props: Props<T>): ReactNode {
  const { what, table, columns, leading, address, applied, count, action, vocabulary, onLeaveDown } = props
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', rowGap: 1 }}>
      <FilterField
        what={what}
        value={address.filter}
        onChange={address.setFilter}
        onLeaveDown={onLeaveDown}
        wide={action !== undefined}
        vocabulary={vocabulary}
      />
      <Box sx={{ flex: 'none', width: toolsWidth }}>
        <Suspense fallback={null}>
          <TableTools table={table} columns={columns} leading={leading} address={address} />
        </Suspense>
      </Box>
      <Typography variant="body2" color="textSecondary" role="status">
        {count}
      </Typography>
      {action !== undefined && <Box sx={{ ml: 'auto' }}>{action}</Box>}
      {special.test(applied) && (
        <Suspense fallback={null}>
          <ComplaintWords filter={applied} columns={columns} />
        </Suspense>
      )}
    </Box>
  )
}

/** What stands above the rows; it need not be drawn again when they change. The cast is as in `TableRow`. */
export const TableBar = memo(TableBarOnce) as typeof TableBarOnce
