import { keyframes } from '@emotion/react'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { appearLate } from '#web/theme/motion.ts'

const slide = keyframes({ from: { transform: 'translateX(-100%)' }, to: { transform: 'translateX(300%)' } })

/** A line under the bar while the next page is on the way; not there when it comes at once. */
export function MovingBar(): ReactNode {
  return (
    <Box
      role="progressbar"
      aria-label="Loading the page"
      sx={{ position: 'absolute', top: 46, left: 0, right: 0, height: 2, overflow: 'hidden', ...appearLate }}
    >
      <Box
        sx={{ width: '33%', height: 2, bgcolor: 'primary.main', animation: `${slide} 1.2s linear infinite` }}
      />
    </Box>
  )
}
