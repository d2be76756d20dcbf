import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Fact } from './facts.tsx'

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

/** The same among facts, of which it is none where there are no labels. */
export function LabelsFact({
  labels = {},
}: {
  labels: Readonly<Record<string, string>> | undefined
}): ReactNode {
  if (Object.keys(labels).length === 0) return null
  return (
    <Fact name="Labels">
      <Labels labels={labels} />
    </Fact>
  )
}

/** Whole, on as many lines as it takes. */
const labelStyle = {
  maxWidth: '100%',
  height: 'auto',
  minHeight: 22,
  '& .MuiChip-label': { whiteSpace: 'normal' },
} as const
