import { insideList } from '#web/data/inside.ts'
import { rightToRead, type Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import { sentence } from '#web/ui/error-words.ts'
import { Age } from '#web/ui/time.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EventMark } from './event-mark.tsx'
import { eventsAbout } from './event-row.ts'

interface Props {
  place: Place
  kind: string
  name: string
}

/** What was told about one object, the last first; who may see it need not be one who may see events. */
export function EventsAbout({ place, kind, name }: Props): ReactNode {
  const events = eventsAbout(kind, name)
  const { data: allowed } = useSuspenseQuery(rightToRead(place, events))
  return allowed ? (
    <Told {...{ place, kind, name }} />
  ) : (
    <Note>Your role does not let you see events here.</Note>
  )
}

function Told({ place, kind, name }: Props): ReactNode {
  const events = useInside(insideList(place, eventsAbout(kind, name)))
  if (events === undefined) return <Note>Asking for them…</Note>
  if (events.items.length === 0) return <Note>None; Kubernetes keeps them for about an hour.</Note>
  const newest = events.items.toSorted((one, other) => other.lastAt - one.lastAt)
  return newest.map(({ metadata, type, reason, message, count, lastSeen }) => (
    <Box key={metadata.uid ?? metadata.name}>
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'space-between', alignItems: 'center' }}>
        <Typography
          variant="body2"
          component="span"
          sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minWidth: 0 }}
        >
          <EventMark type={type} />
          <span>{visible(reason)}</span>
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
          {count > 1 && `${count} times, last `}
          <Age at={lastSeen} /> ago
        </Typography>
      </Box>
      <Typography variant="body2" color="textSecondary">
        {sentence(visible(message))}
      </Typography>
    </Box>
  ))
}

function Note({ children }: { children: ReactNode }): ReactNode {
  return (
    <Typography variant="body2" color="textSecondary">
      {children}
    </Typography>
  )
}
