import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { initials } from './initials.ts'

/** Stands for somebody beside their name; `quiet` where there are several. */
export function Picture({
  name,
  size,
  quiet = false,
}: {
  name: string
  size: number
  quiet?: boolean
}): ReactNode {
  const colours = quiet
    ? { bgcolor: 'action.selected', color: 'primary.main' }
    : { bgcolor: 'primary.main', color: 'primary.contrastText' }
  return (
    <Box
      component="span"
      aria-hidden="true"
      sx={{
        ...colours,
        display: 'grid',
        placeItems: 'center',
        flex: 'none',
        borderRadius: '50%',
        lineHeight: 1,
        fontFamily: 'fontFamily',
        width: size,
        height: size,
        fontSize: size * 0.42,
        fontWeight: 600,
      }}
    >
      {initials(name)}
    </Box>
  )
}
