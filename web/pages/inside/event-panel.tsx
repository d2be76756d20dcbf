import { sentence } from '#web/ui/error-words.ts'
import { Age, Time } from '#web/ui/time.tsx'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { EventMark } from './event-mark.tsx'
import type { EventRow } from './event-row.ts'
import { SidePanel } from './side-panel.tsx'
import { SmallFacts } from './small-facts.tsx'

interface Props {
  /** Undefined where the address names one that is not kept any more. */
  event: EventRow | undefined
  onClose: () => void
}

/** All of one event: messages are longer than a row. */
export function EventPanel({ event: now, onClose }: Props): ReactNode {
  const [last, setLast] = useState(now)
  if (now !== undefined && now !== last) setLast(now)
  const event = now ?? last
  return (
    <SidePanel title={event === undefined ? 'Event' : visible(event.reason)} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {now === undefined && (
          <Alert severity="info">
            This event is not kept any more; Kubernetes keeps each for about an hour.
          </Alert>
        )}
        {event !== undefined && <About event={event} />}
      </Box>
    </SidePanel>
  )
}

function About({ event }: { event: EventRow }): ReactNode {
  const { metadata, type, message, object, count, firstSeen, lastSeen, source } = event
  const facts: [string, ReactNode][] = [
    ['About', visible(object)],
    ['Namespace', metadata.namespace],
    ['Said by', visible(source)],
    ['Seen', count === 1 ? 'Once' : `${count} times`],
  ]
  if (count > 1) facts.push(['First', <Moment key="first" at={firstSeen} />])
  facts.push([count > 1 ? 'Last' : 'When', <Moment key="last" at={lastSeen} />])
  return (
    <>
      <div>
        <EventMark type={type} />
      </div>
      <Typography sx={{ whiteSpace: 'pre-line' }}>{sentence(visible(message))}</Typography>
      <SmallFacts facts={facts} />
    </>
  )
}

function Moment({ at }: { at: string }): ReactNode {
  if (at === '') return 'Not known'
  return (
    <>
      <Time at={at} /> (<Age at={at} /> ago)
    </>
  )
}
