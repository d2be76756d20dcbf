import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Age, Time } from './time.tsx'

/** Facts by name, one under the other. */
export function Facts({ children }: { children: ReactNode }): ReactNode {
  return (
    <Box
      component="dl"
      sx={{ m: 0, px: 2, py: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      {children}
    </Box>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <Typography component="dt" variant="caption" color="textSecondary">
        {name}
      </Typography>
      <Box component="dd" sx={{ m: 0 }}>
        {children}
      </Box>
    </div>
  )
}

/** Since when there is something, where that is known. */
export function CreatedFact({ at }: { at: string | null | undefined }): ReactNode {
  if (typeof at !== 'string') return null
  return (
    <Fact name="Created">
      <Time at={at} /> (<Age at={at} /> ago)
    </Fact>
  )
}
