import Box from '@mui/material/Box'
import Paper from '@mui/material/Paper'
import Typography from '@mui/material/Typography'
import { useId, type ReactNode } from 'react'

/** A titled part of a page. */
export function Section({
  title,
  count,
  children,
}: {
  title: string
  count?: number
  children: ReactNode
}): ReactNode {
  const id = useId()
  return (
    <Box component="section" aria-labelledby={id} sx={{ minWidth: 0 }}>
      <Typography variant="h2" id={id} sx={{ mb: 1, display: 'flex', gap: 1 }}>
        {title}
        {count !== undefined && (
          <Typography component="span" variant="inherit" color="textSecondary" sx={{ fontWeight: 400 }}>
            {count}
          </Typography>
        )}
      </Typography>
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        {children}
      </Paper>
    </Box>
  )
}
