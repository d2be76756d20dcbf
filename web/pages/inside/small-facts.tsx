import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** Names and values beside each other, for a narrow place; what is empty is left out. */
export function SmallFacts({ facts }: { facts: readonly [name: string, value: ReactNode][] }): ReactNode {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'auto minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.5,
        fontSize: '0.8125rem',
      }}
    >
      {facts.map(([name, value]) =>
        value === '' || value === undefined ? null : (
          <Box key={name} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {name}
            </Box>
            <Box component="dd" sx={{ m: 0 }}>
              {value}
            </Box>
          </Box>
        ),
      )}
    </Box>
  )
}
