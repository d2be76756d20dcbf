import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props {
  icon?: ReactNode
  title: string
  /** What it means and what to do next. */
  children: ReactNode
  /** Buttons that do it. */
  actions?: ReactNode
  /** 'alert' is read out at once, for what went wrong. */
  role?: 'alert' | 'status'
}

/** A place with nothing to show, and what to do about it: empty, filtered to nothing, forbidden, failed. */
export function Nothing({ icon, title, children, actions, role }: Props): ReactNode {
  return (
    <Box role={role} sx={{ maxWidth: 480, mx: 'auto', px: 2, py: { xs: 5, sm: 8 }, textAlign: 'center' }}>
      {icon !== undefined && (
        <Box aria-hidden="true" sx={{ color: 'text.disabled', mb: 1, '& svg': { fontSize: 40 } }}>
          {icon}
        </Box>
      )}
      <Typography variant="h2" component="p" sx={{ mb: 0.5 }}>
        {title}
      </Typography>
      <Typography color="textSecondary" component="div">
        {children}
      </Typography>
      {actions !== undefined && (
        <Box sx={{ mt: 2, display: 'flex', gap: 1, justifyContent: 'center', flexWrap: 'wrap' }}>
          {actions}
        </Box>
      )}
    </Box>
  )
}
