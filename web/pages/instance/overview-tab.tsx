import { phaseOf } from '#web/ui/phase-words.ts'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { ConnectSection } from './connect-section.tsx'
import { InstanceFacts } from './instance-facts.tsx'
import { InstanceProgress } from './instance-progress.tsx'
import { reasonNotReady } from './instance-words.ts'
import { PodsSection } from './pods-section.tsx'
import { useShown } from './shown.ts'
import { UsageSection } from './usage-section.tsx'

/** How it is now, what it uses, how to work in it, and what there is to know of it. */
export function OverviewTab(): ReactNode {
  const { side, instance, project, gone, againstUse } = useShown()
  const { description = '' } = instance.spec
  return (
    <Box sx={{ display: 'grid', gap: 2, pb: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {description !== '' && (
        <Typography sx={{ maxWidth: 720, whiteSpace: 'pre-line' }}>{visible(description)}</Typography>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(300px, 1fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
          {!gone && <InstanceProgress side={side} instance={instance} phase={phaseOf(instance)} />}
          <PodsSection />
          <UsageSection />
        </Box>
        <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
          {!gone && (
            <ConnectSection
              side={side}
              instance={instance}
              reason={againstUse ?? reasonNotReady(instance, side)}
            />
          )}
          <InstanceFacts side={side} instance={instance} project={project} gone={gone} />
        </Box>
      </Box>
    </Box>
  )
}
