import Box from '@mui/material/Box'
import { Suspense, type ReactNode } from 'react'

/** A table with the details of one of its rows beside it, in the height that is left of the page. */
export function Beside({ panel, children }: { panel: ReactNode; children: ReactNode }): ReactNode {
  return (
    <Box sx={{ display: 'flex', gap: 2, flex: '0 1 auto', minHeight: 0 }}>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, flex: 1, minWidth: 0, minHeight: 0 }}>
        {children}
      </Box>
      <Suspense fallback={null}>{panel}</Suspense>
    </Box>
  )
}
