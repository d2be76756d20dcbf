import type { Watchable } from '#web/data/fold.ts'
import { keyOf } from '#web/table/column.ts'
import Box from '@mui/material/Box'
import { Suspense, type ReactNode } from 'react'

interface Props {
  /** The details; undefined while no row is open. */
  panel: ReactNode
  /** The object that is open, if it is there. */
  opened: Watchable | undefined
  children: ReactNode
}

/** A table with the details of one of its rows beside it, in the height that is left of the page. */
export function Beside({ panel, opened, children }: Props): ReactNode {
  const row = opened === undefined ? {} : { [`& tr[data-key="${CSS.escape(keyOf(opened))}"]`]: openedRow }
  return (
    <Box sx={{ display: 'flex', gap: 2, flex: '0 1 auto', minHeight: 0, ...row }}>
      <div style={tableSide}>{children}</div>
      <Suspense fallback={null}>{panel}</Suspense>
    </Box>
  )
}

// Drawn with every change of a row: without a style of its own to be worked out.
const tableSide = {
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  flex: 1,
  minWidth: 0,
  minHeight: 0,
} as const

const openedRow = { bgcolor: 'action.selected' } as const
