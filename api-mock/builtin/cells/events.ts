import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { Age } from '#api-mock/resources/columns.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { numberAt, textAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'

/** An event in the words of the core group; those of events.k8s.io call the same things otherwise. */
export function coreEvent(event: KubeObject): JsonObject {
  return {
    involvedObject: event.involvedObject ?? event.regarding,
    message: event.message ?? event.note,
    source: event.source ?? event.deprecatedSource,
    firstTimestamp: event.firstTimestamp ?? event.deprecatedFirstTimestamp,
    lastTimestamp: event.lastTimestamp ?? event.deprecatedLastTimestamp,
    count: event.count ?? event.deprecatedCount,
    reportingComponent: event.reportingComponent ?? event.reportingController,
  }
}

const events = {
  'Last Seen': (event) => {
    if (isSeries(event)) return new Age(textAt(event, 'series.lastObservedTime'))
    const last = textOf(coreEvent(event).lastTimestamp)
    return last === '' ? firstSeen(event) : new Age(last)
  },
  Type: ({ type }) => textOf(type),
  Reason: ({ reason }) => textOf(reason),
  Object: (event) => {
    const { kind, name } = fieldsOf(coreEvent(event).involvedObject)
    const shownKind = textOf(kind).toLowerCase()
    return textOf(name) === '' ? shownKind : `${shownKind}/${textOf(name)}`
  },
  Subobject: (event) => textAt(coreEvent(event), 'involvedObject.fieldPath'),
  Source: (event) => {
    const core = coreEvent(event)
    const component = textAt(core, 'source.component') || textOf(core.reportingComponent)
    const host = textAt(core, 'source.host') || textOf(event.reportingInstance)
    return host === '' ? component : `${component}, ${host}`
  },
  Message: (event) => textOf(coreEvent(event).message).trim(),
  'First Seen': firstSeen,
  // An event that happened once need not say so.
  Count: (event) =>
    isSeries(event) ? numberAt(event, 'series.count') : numberAt(coreEvent(event), 'count') || 1,
} satisfies Cells

function isSeries(event: KubeObject): boolean {
  return valueAt(event, 'series') !== undefined
}

function firstSeen(event: KubeObject): Age {
  return new Age(textOf(coreEvent(event).firstTimestamp) || textOf(event.eventTime))
}

export const eventCells: Record<string, Cells> = { '/events': events, 'events.k8s.io/events': events }
