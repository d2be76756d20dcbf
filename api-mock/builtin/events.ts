import { events as cells } from '#api-mock/builtin/cells/events.ts'
import { column, nameColumn, wide } from '#api-mock/resources/columns.ts'
import { define } from './define.ts'
import { int32, kindOf, pointer, struct, text } from './schemas.ts'
import { coreEventFields } from './selectable.ts'

const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'] as const

const reference = Object.fromEntries(involved.map((field) => [field, text]))

export const events = define({
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  shortNames: ['ev'],
  namespaced: true,
  schema: kindOf({
    involvedObject: struct(reference),
    related: pointer(reference),
    reason: text,
    message: text,
    source: struct({ component: text, host: text }),
    firstTimestamp: text,
    lastTimestamp: text,
    eventTime: text,
    count: int32,
    type: text,
    series: pointer({ count: int32, lastObservedTime: text }),
    action: text,
    reportingComponent: text,
    reportingInstance: text,
  }),
  columns: [
    column(
      'Last Seen',
      'The time at which the most recent occurrence of this event was recorded.',
      cells['Last Seen'],
    ),
    column(
      'Type',
      'Type of this event (Normal, Warning), new types could be added in the future',
      cells.Type,
    ),
    column(
      'Reason',
      "This should be a short, machine understandable string that gives the reason for the transition into the object's current status.",
      cells.Reason,
    ),
    column('Object', 'The object that this event is about.', cells.Object),
    wide(
      column(
        'Subobject',
        'If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as desiredState.manifest.containers[2]. For example, if the object reference is to a container within a pod, this would take on a value like: "spec.containers{name}" (where "name" refers to the name of the container that triggered the event) or if no container name is specified "spec.containers[2]" (container with index 2 in this pod). This syntax is chosen only to have some well-defined way of referencing a part of an object.',
        cells.Subobject,
      ),
    ),
    wide(
      column(
        'Source',
        'The component reporting this event. Should be a short machine understandable string.',
        cells.Source,
      ),
    ),
    column('Message', 'A human-readable description of the status of this operation.', cells.Message),
    wide(
      column(
        'First Seen',
        'The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)',
        cells['First Seen'],
      ),
    ),
    wide(column('Count', 'The number of times this event has occurred.', cells.Count)),
    wide(nameColumn),
  ],
  empty: {
    involvedObject: {},
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
    eventTime: null,
    reportingComponent: '',
    reportingInstance: '',
  },
  strategy: {
    defaults: (object) => ({
      ...object,
      source: object.source ?? {},
      firstTimestamp: object.firstTimestamp ?? null,
      lastTimestamp: object.lastTimestamp ?? null,
      eventTime: object.eventTime ?? null,
      reportingComponent: object.reportingComponent ?? '',
      reportingInstance: object.reportingInstance ?? '',
    }),
    selectable: coreEventFields,
  },
})
