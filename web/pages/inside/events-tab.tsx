import { insideList } from '#web/data/inside.ts'
import type { Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { Age } from '#web/ui/time.tsx'
import { visible } from '#web/ui/visible.ts'
import EventIcon from '@mui/icons-material/NotificationsNoneOutlined'
import type { ReactNode } from 'react'
import { EventMark } from './event-mark.tsx'
import { eventRows, type EventRow } from './event-row.ts'
import { Looking } from './looking.tsx'

const columns: Column<EventRow>[] = [
  {
    id: 'last',
    header: 'Last seen',
    // What was last is the smallest, and so the first.
    value: ({ lastSeen }) => -Date.parse(lastSeen),
    cell: ({ lastSeen }) => <Age at={lastSeen} />,
    width: { xs: 104, sm: 116 },
  },
  {
    id: 'type',
    header: 'Type',
    value: ({ type }) => type,
    cell: ({ type }) => <EventMark type={type} />,
    width: 108,
  },
  { id: 'reason', header: 'Reason', value: ({ reason }) => visible(reason), width: '15%', from: 'sm' },
  { id: 'object', header: 'Object', value: ({ object }) => object, width: '22%', from: 'md' },
  { id: 'message', header: 'Message', value: ({ message }) => visible(message) },
  { id: 'count', header: 'Count', value: ({ count }) => count, width: 88, align: 'right', from: 'sm' },
]

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
  if (events === undefined) return <PageSkeleton inside />
  return (
    <ObjectTable
      what="events"
      objects={events.items}
      columns={columns}
      empty={
        <Nothing icon={<EventIcon />} title="Nothing has happened here lately">
          Kubernetes tells here what it does and what it cannot do, and keeps each event for about an hour.
        </Nothing>
      }
    />
  )
}
