import type { Watchable } from '#web/data/fold.ts'
import { slim, type Collection } from '#web/data/inside.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, numberOf, textOf } from './fields.ts'

/** An event as its row shows it. */
export interface EventRow extends Watchable {
  type: string
  reason: string
  message: string
  /** What it is about: `Pod web-0`. */
  object: string
  count: number
  /** RFC 3339; '' where nothing says so. */
  firstSeen: string
  lastSeen: string
  /** The same for putting events in order, in milliseconds, finer than times are written. */
  lastAt: number
  /** Who says it. */
  source: string
}

/** Whole objects: a Table would say how long ago each was, and not when. */
export const eventRows: Collection<EventRow> = {
  group: '',
  version: 'v1',
  plural: 'events',
  as: 'objects',
  keep: eventRow,
}

/** Events about one object. */
export function eventsAbout(kind: string, name: string): Collection<EventRow> {
  return { ...eventRows, fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name}` }
}

function eventRow(event: KubeObject): EventRow {
  const { metadata, type, reason, message, count, firstTimestamp, lastTimestamp, eventTime } = event
  const { kind, name } = fieldsOf(event['involvedObject'])
  // What newer components write is a series, and has its times elsewhere.
  const series = fieldsOf(event['series'])
  const made = textOf(eventTime) || (metadata.creationTimestamp ?? '')
  const lastSeen =
    textOf(series['lastObservedTime']) || textOf(lastTimestamp) || textOf(firstTimestamp) || made
  return {
    metadata: slim(metadata),
    type: textOf(type) || 'Normal',
    reason: textOf(reason),
    message: textOf(message).trim(),
    object: [textOf(kind), textOf(name)].filter(Boolean).join(' '),
    count: numberOf(series['count']) || numberOf(count) || 1,
    firstSeen: textOf(firstTimestamp) || made,
    lastSeen,
    lastAt: Date.parse(lastSeen) + (lastSeen.includes('.') ? 0 : withinSecond(metadata.name)),
    source: textOf(fieldsOf(event['source'])['component']) || textOf(event['reportingComponent']),
  }
}

/** Times are written in whole seconds, in which a pod is scheduled and started; an event's name ends with nanoseconds. */
function withinSecond(name: string): number {
  const [, nanoseconds = '0'] = /\.([0-9a-f]{14,16})$/.exec(name) ?? []
  return (Number.parseInt(nanoseconds, 16) / 1e6) % 1000
}
