import Typography from '@mui/material/Typography'
import { useMemo, type ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import type { Column } from './column.ts'
import { complaintAbout } from './complaint.ts'

interface Props<T extends Watchable> {
  filter: string
  columns: readonly Column<T>[]
}

/** What cannot be followed in a filter, under its field. Loaded with the first filter that is more than plain words. */
export function ComplaintWords<T extends Watchable>({ filter, columns }: Props<T>): ReactNode {
  const words = useMemo(() => complaintAbout(filter, namesOf(columns)), [filter, columns])
  return (
    words !== undefined && (
      <Typography variant="caption" role="status" sx={{ flexBasis: '100%', color: 'warning.main' }}>
        {words}
      </Typography>
    )
  )
}

/** The columns by the names that a filter knows. */
function namesOf<T extends Watchable>(columns: readonly Column<T>[]): string[] {
  const state = columns.some(({ tone }) => tone !== undefined) ? ['status'] : []
  return [...new Set(['name', 'namespace', ...state, ...columns.map(({ id }) => id.toLowerCase())])]
}
