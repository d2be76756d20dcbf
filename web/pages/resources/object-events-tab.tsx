import { EventsAbout } from '#web/pages/inside/events-about.tsx'
import Box from '@mui/material/Box'
import Paper from '@mui/material/Paper'
import type { ReactNode } from 'react'
import type { PartProps } from './object-parts.ts'

/** What Kubernetes told about the object, the last first. */
export function ObjectEventsTab({ place, resource, object }: PartProps): ReactNode {
  return (
    <Paper variant="outlined" sx={{ flex: 'none', px: 2, py: 1.5, mb: 3, maxWidth: 960 }}>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <EventsAbout place={place} kind={resource.kind} name={object.metadata.name} />
      </Box>
    </Paper>
  )
}
