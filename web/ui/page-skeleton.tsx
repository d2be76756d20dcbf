import Box from '@mui/material/Box'
import Paper from '@mui/material/Paper'
import Skeleton from '@mui/material/Skeleton'
import type { ReactNode } from 'react'
import { appearLate } from '#web/theme/motion.ts'

interface Props {
  rows?: number
  /** Whether it stands for a part of a page, under its title. */
  inside?: boolean
}

/** The outline of a page whose data is on the way, with everything where it will be: title, filter, table. */
export function PageSkeleton({ rows = 8, inside = false }: Props): ReactNode {
  return (
    <Box
      role="status"
      aria-label="Loading"
      sx={{
        display: 'flex',
        flexDirection: 'column',
        gap: 2,
        p: inside ? 0 : { xs: 2, sm: 3 },
        maxWidth: 1440,
        ...appearLate,
      }}
    >
      {!inside && <Skeleton variant="rounded" width={160} height={28} />}
      <Skeleton variant="rounded" width={360} height={34} sx={{ maxWidth: '100%' }} />
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        {Array.from({ length: rows + 1 }, (_, row) => (
          <Box
            key={row}
            sx={{
              display: 'flex',
              alignItems: 'center',
              height: 37,
              px: 2,
              opacity: 1 - row / (rows + 3),
              '&:not(:first-of-type)': { borderTop: 1, borderColor: 'divider' },
            }}
          >
            <Skeleton width={row === 0 ? '8%' : `${14 + ((row * 5) % 9)}%`} height={16} />
            <Skeleton width="10%" height={16} sx={{ ml: 'auto' }} />
          </Box>
        ))}
      </Paper>
    </Box>
  )
}
