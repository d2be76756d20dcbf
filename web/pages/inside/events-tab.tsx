import { insideList } from '#web/data/inside.ts'
import type { Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { Age } from '#web/ui/time.tsx'
import { ToneIcon } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import EventIcon from '@mui/icons-material/NotificationsNoneOutlined'
import Box from '@mui/material/Box'
import { visuallyHidden } from '@mui/utils'
import { lazy, type ReactNode } from 'react'
import { Beside } from './beside.tsx'
import { EventMark } from './event-mark.tsx'
import { eventRows, type EventRow } from './event-row.ts'
import { Looking } from './looking.tsx'
import { useOpened } from './use-opened.ts'

const EventPanel = lazy(async () => ({ default: (await import('./event-panel.tsx')).EventPanel }))

const columns: Column<EventRow>[] = [
  {
    id: 'last',
    header: 'Last seen',
    // What was last is the smallest, and so the first.
    value: ({ lastAt }) => -lastAt,
    cell: ({ lastSeen }) => <Age at={lastSeen} />,
    width: { xs: 184, sm: 116 },
  },
  {
    id: 'type',
    header: 'Type',
    value: ({ type }) => type,
    cell: ({ type }) => <EventMark type={type} />,
    tone: ({ type }) => (type === 'Warning' ? 'warn' : 'good'),
    width: 118,
    from: 'sm',
  },
  {
    id: 'reason',
    header: 'Reason',
    value: ({ reason }) => visible(reason),
    cell: (event) => <Reason event={event} />,
    width: 168,
    below: { column: 'last', until: 'sm' },
    link: true,
  },
  {
    id: 'object',
    header: 'Object',
    value: ({ object }) => object,
    width: '22%',
    below: { column: 'message', until: 'lg' },
  },
  { id: 'message', header: 'Message', value: ({ message }) => visible(message) },
  { id: 'count', header: 'Count', value: ({ count }) => count, width: 88, align: 'right', from: 'lg' },
]

/** The link to the details, which says to whoever only hears it what it is about; without a type beside it, a warning shows here. */
function Reason({ event: { type, reason, object } }: { event: EventRow }): ReactNode {
  return (
    <>
      {type === 'Warning' && (
        <Box
          component="span"
          sx={{ display: { xs: 'inline-flex', sm: 'none' }, mr: 0.5, verticalAlign: 'middle' }}
        >
          <ToneIcon tone="warn" />
          <Box component="span" sx={visuallyHidden}>
            {type}:{' '}
          </Box>
        </Box>
      )}
      {visible(reason)}
      <Box component="span" sx={visuallyHidden}>
        , {object}
      </Box>
    </>
  )
}

/** Beside details there is less room, and they say what is left out; no row becomes higher under the pointer. */
const columnsBeside = columns.map((column): Column<EventRow> =>
  column.id === 'object' || column.id === 'count' ? { ...column, from: 'xl' } : column,
)

export function EventsTab(): ReactNode {
  return (
    <Looking where="inside" what={eventRows}>
      {(place) => <Events place={place} />}
    </Looking>
  )
}

export function HostEventsTab(): ReactNode {
  return (
    <Looking where="host" what={eventRows}>
      {(place) => <Events place={place} />}
    </Looking>
  )
}

function Events({ place }: { place: Place }): ReactNode {
  const events = useInside(insideList(place, eventRows))
  const { opened, href, close } = useOpened('event', eventKey)
  if (events === undefined) return <PageSkeleton inside />
  const event = opened === undefined ? undefined : events.items.find((known) => eventKey(known) === opened)
  return (
    <Beside
      opened={event}
      panel={opened === undefined ? undefined : <EventPanel key={opened} event={event} onClose={close} />}
    >
      <ObjectTable
        what="events"
        objects={events.items}
        partial={events.partial === true}
        columns={opened === undefined ? columns : columnsBeside}
        href={href}
        empty={
          <Nothing icon={<EventIcon />} title="Nothing has happened here lately">
            Kubernetes tells here what it does and what it cannot do, and keeps each event for about an hour.
          </Nothing>
        }
      />
    </Beside>
  )
}

function eventKey({ metadata: { name, namespace = '' } }: EventRow): string {
  return `${namespace}/${name}`
}
