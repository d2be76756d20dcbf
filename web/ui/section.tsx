import Box from '@mui/material/Box'
import Paper from '@mui/material/Paper'
import Typography from '@mui/material/Typography'
import { useId, type ReactNode } from 'react'

/** A titled part of a page. */
export function Section({
  title,
  count,
  aside,
  action,
  children,
}: {
  title: string
  count?: number
  /** How it is, in a word beside the title. */
  aside?: ReactNode
  /** A button beside the title. */
  action?: ReactNode
  children: ReactNode
}): ReactNode {
  const id = useId()
  return (
    <Box component="section" aria-labelledby={id} sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 32, mb: 0.5 }}>
        <Typography variant="h2" id={id} sx={{ display: 'flex', gap: 1 }}>
          {title}
          {count !== undefined && (
            <Typography component="span" variant="inherit" color="textSecondary" sx={{ fontWeight: 400 }}>
              {count}
            </Typography>
          )}
        </Typography>
        {aside}
        {action !== undefined && <Box sx={{ ml: 'auto', flex: 'none' }}>{action}</Box>}
      </Box>
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        {children}
      </Paper>
    </Box>
  )
}
