import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

/** Kubernetes' labels as they are typed in a filter: key=value. */
export function Labels({ labels }: { labels: Readonly<Record<string, string>> }): ReactNode {
  const entries = Object.entries(labels)
  if (entries.length === 0) return <Typography color="textSecondary">None</Typography>
  return (
    <Box component="ul" sx={{ m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 0.5, listStyle: 'none' }}>
      {entries.map(([key, value]) => (
        <Box component="li" key={key} sx={{ minWidth: 0 }}>
          <Chip label={`${key}=${value}`} variant="outlined" sx={labelStyle} />
        </Box>
      ))}
    </Box>
  )
}

/** Whole, on as many lines as it takes. */
const labelStyle = {
  maxWidth: '100%',
  height: 'auto',
  minHeight: 22,
  '& .MuiChip-label': { whiteSpace: 'normal' },
} as const
