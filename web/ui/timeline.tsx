import { age } from '#kube/age.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { visuallyHidden } from '@mui/utils'
import type { ReactNode } from 'react'
import { sentence } from './error-words.ts'
import { Age, ClockTime } from './time.tsx'
import type { TimelineStep } from './timeline-steps.ts'
import { ToneIcon, type Tone } from './tone.tsx'

const looks: Readonly<Record<TimelineStep['state'], { tone: Tone; word: string }>> = {
  done: { tone: 'good', word: 'Done' },
  waiting: { tone: 'pending', word: 'Waiting' },
  failed: { tone: 'bad', word: 'Failed' },
  later: { tone: 'unknown', word: 'Not yet' },
}

interface Props {
  label: string
  steps: readonly TimelineStep[]
  /** From when on the times are counted; RFC 3339. */
  since: string | undefined
}

/** Long work as it really is: each condition with its time, and of what is not done the reason and for how long. */
export function Timeline({ label, steps, since }: Props): ReactNode {
  return (
    <Box component="ol" aria-label={label} sx={{ m: 0, px: 2, py: 1.5, listStyle: 'none' }}>
      {steps.map((step, index) => (
        <Step key={step.type} step={step} since={since} last={index === steps.length - 1} />
      ))}
    </Box>
  )
}

function Step({ step, since, last }: Omit<Props, 'steps' | 'label'> & { step: TimelineStep; last: boolean }) {
  const { title, state, reason, message } = step
  const { tone, word } = looks[state]
  const held = state === 'waiting' || state === 'failed'
  const why = held && reason !== '' ? `${reason}: ${message}` : message
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.5 }}>
      <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center', pt: 0.25 }}>
        <ToneIcon tone={tone} size={18} />
        {!last && <Box sx={{ flex: 1, width: '1px', minHeight: 8, bgcolor: 'divider', my: 0.5 }} />}
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, pb: last ? 0 : 1.25 }}>
        <Box sx={{ display: 'flex', columnGap: 2, justifyContent: 'space-between', flexWrap: 'wrap' }}>
          <Typography
            sx={{
              fontWeight: held ? 650 : 500,
              color: state === 'later' ? 'text.secondary' : 'text.primary',
            }}
          >
            <Box component="span" sx={visuallyHidden}>
              {word}:{' '}
            </Box>
            {title}
          </Typography>
          <StepTime step={step} since={since} />
        </Box>
        {why !== '' && (
          <Typography variant="body2" color={state === 'failed' ? 'error' : 'textSecondary'}>
            {sentence(why)}
          </Typography>
        )}
      </Box>
    </Box>
  )
}

/** When it was done, and how long after the beginning; or for how long it has been waited for. */
function StepTime({ step: { state, at }, since }: { step: TimelineStep; since: string | undefined }) {
  if (at === undefined || state === 'later') return null
  return (
    <Typography variant="body2" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
      {state === 'done' ? (
        <>
          {since !== undefined && (
            <>after {age(Date.parse(since), Math.max(Date.parse(since), Date.parse(at)))} · </>
          )}
          <ClockTime at={at} />
        </>
      ) : (
        <>
          for <Age at={at} />
        </>
      )}
    </Typography>
  )
}
