import { sentence } from '#web/ui/error-words.ts'
import type { Phase } from '#web/ui/phase-words.ts'
import { toneOf } from '#web/ui/phase.tsx'
import { Section } from '#web/ui/section.tsx'
import { Age } from '#web/ui/time.tsx'
import { heldAt, stepsOf, type TimelineStep } from '#web/ui/timeline-steps.ts'
import { Timeline } from '#web/ui/timeline.tsx'
import { ToneIcon } from '#web/ui/tone.tsx'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { adviceFor, whatMends } from './advice.ts'
import { isOpen } from './instance-words.ts'
import type { Instance, Side } from './sides.ts'

interface Props {
  side: Side
  instance: Instance
  phase: Phase
}

/** How far it is: one sentence about now, and the conditions with their times behind it. */
export function InstanceProgress({ side, instance, phase }: Props): ReactNode {
  const { metadata, status } = instance
  const steps = stepsOf(status?.conditions ?? [], side.conditions)
  const held = heldAt(steps)
  const { message = '' } = status ?? {}
  const advice = phase === 'Ready' || phase === 'Deleting' ? undefined : adviceFor(side, instance, held)
  const since = phase === 'Deleting' ? metadata.deletionTimestamp : (metadata.creationTimestamp ?? undefined)
  return (
    <Section title="Status">
      <Box
        sx={{
          display: 'flex',
          gap: 1.5,
          px: 2,
          py: 1.5,
          borderBottom: steps.length > 0 ? 1 : 0,
          borderColor: 'divider',
        }}
      >
        <ToneIcon tone={toneOf[phase]} size={18} />
        <Box sx={{ minWidth: 0 }}>
          <Typography role="status" sx={{ fontWeight: 600 }}>
            {headline(side, phase, held)}
            {phase === 'Failed' && isOpen(instance, side) && ' One can work in it all the same.'}
          </Typography>
          {(phase === 'Pending' || phase === 'Deleting') && typeof since === 'string' && (
            <Typography variant="body2" color="textSecondary">
              {phase === 'Pending' ? 'Made' : 'Asked for'} <Age at={since} /> ago.
            </Typography>
          )}
          {phase === 'Failed' && (
            <Typography variant="body2" color="textSecondary">
              {held === undefined && message !== '' && `${sentence(message)} `}
              {whatMends(instance)}
            </Typography>
          )}
          {advice !== undefined && (
            <Typography variant="body2" sx={{ mt: 0.5, maxWidth: 640 }}>
              {advice}
            </Typography>
          )}
        </Box>
      </Box>
      {steps.length > 0 && (
        <Timeline
          label="What was done, in order"
          steps={steps}
          since={metadata.creationTimestamp ?? undefined}
        />
      )}
    </Section>
  )
}

function headline({ one }: Side, phase: Phase, held: TimelineStep | undefined): string {
  switch (phase) {
    case 'Ready':
      return `This ${one} is ready to be used.`
    case 'Sleeping':
      return `This ${one} is asleep: nothing runs in it, and everything is kept.`
    case 'Failed':
      return held === undefined ? `This ${one} has failed.` : `This ${one} has failed at “${held.title}”.`
    case 'Deleting':
      return `This ${one} is being deleted, with everything made for it.`
    default:
      return held === undefined
        ? `This ${one} has not been started yet.`
        : `This ${one} is being made. Now: ${held.title}.`
  }
}
