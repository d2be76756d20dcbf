import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import type { ReactNode } from 'react'
import { appearLate } from '#web/theme/motion.ts'

interface Props {
  rows?: number
  /** Whether it stands for a part of a page, under its title. */
  inside?: boolean
}

/** The outline of a page whose data is on the way. */
export function PageSkeleton({ rows = 8, inside = false }: Props): ReactNode {
  return (
    <Box
      role="status"
      aria-label="Loading"
      sx={{ p: inside ? 0 : { xs: 2, sm: 3 }, maxWidth: 1440, ...appearLate }}
    >
      {!inside && <Skeleton variant="rounded" width={160} height={28} sx={{ mb: 2 }} />}
      <Skeleton variant="rounded" width={320} height={32} sx={{ mb: 2, maxWidth: '100%' }} />
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} variant="rounded" height={28} sx={{ mb: 1, opacity: 1 - row / (rows + 2) }} />
      ))}
    </Box>
  )
}
