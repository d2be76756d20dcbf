import Box from '@mui/material/Box'
import Paper from '@mui/material/Paper'
import Typography from '@mui/material/Typography'
import { useId, type ReactNode } from 'react'

/** A titled part of a page. */
export function Section({
  title,
  count,
  action,
  children,
}: {
  title: string
  count?: number
  /** A button beside the title. */
  action?: ReactNode
  children: ReactNode
}): ReactNode {
  const id = useId()
  return (
    <Box component="section" aria-labelledby={id} sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 2, mb: 1 }}>
        <Typography variant="h2" id={id} sx={{ display: 'flex', gap: 1 }}>
          {title}
          {count !== undefined && (
            <Typography component="span" variant="inherit" color="textSecondary" sx={{ fontWeight: 400 }}>
              {count}
            </Typography>
          )}
        </Typography>
        {action}
      </Box>
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        {children}
      </Paper>
    </Box>
  )
}
