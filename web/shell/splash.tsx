import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { appearLate } from '#web/theme/motion.ts'
import { Mark } from './mark.tsx'

/** What is there before it is known who one is: nothing at first, the mark when that takes longer. */
export function Splash(): ReactNode {
  return (
    <Box
      role="status"
      aria-label="Loading Aerie"
      sx={{ display: 'grid', placeItems: 'center', height: '100dvh', ...appearLate }}
    >
      <Mark size={48} />
    </Box>
  )
}
