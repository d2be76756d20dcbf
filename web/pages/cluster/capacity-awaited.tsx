import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

/** Keeps the place of what a cluster has until it is asked for, so that nothing moves when it comes. */
export function CapacityAwaited(): ReactNode {
  return (
    <>
      <Section title="Capacity">
        <Box sx={{ minHeight: { xs: 181, sm: 108 } }}>
          <Typography color="textSecondary" sx={{ p: 2 }} role="status" aria-label="Loading">
            Asking for its nodes and pods…
          </Typography>
        </Box>
      </Section>
      <Section title="Pods">
        <Box sx={{ minHeight: 70 }} />
      </Section>
      <Section title="Nodes">
        <Box sx={{ minHeight: { xs: 239, md: 180 } }} />
      </Section>
    </>
  )
}
