import type { KubeObject } from '#kube/types.ts'
import { Age } from '#api-mock/resources/columns.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { builtIn } from './define.ts'

const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'] as const

export const events = builtIn('/v1/events', {
  cells: {
    'Last Seen': lastSeen,
    Type: ({ type }) => type ?? '',
    Reason: ({ reason }) => reason ?? '',
    Object: target,
    Subobject: (object) => fieldsOf(object.involvedObject).fieldPath ?? '',
    Source: source,
    Message: ({ message }) => textOf(message).trim(),
    'First Seen': firstSeen,
    Count: count,
  },
  strategy: {
    selectable: {
      ...Object.fromEntries(
        involved.map((field) => [
          `involvedObject.${field}`,
          (object: KubeObject) => textOf(fieldsOf(object.involvedObject)[field]),
        ]),
      ),
      reason: ({ reason }) => textOf(reason),
      reportingComponent: ({ reportingComponent }) => textOf(reportingComponent),
      source: (object) => textOf(fieldsOf(object.source).component),
      type: ({ type }) => textOf(type),
    },
  },
})

function firstSeen({ firstTimestamp, eventTime }: KubeObject): Age {
  return new Age(textOf(firstTimestamp) || textOf(eventTime))
}

function lastSeen(object: KubeObject): Age {
  const observed = textOf(fieldsOf(object.series).lastObservedTime) || textOf(object.lastTimestamp)
  return observed === '' ? firstSeen(object) : new Age(observed)
}

function target(object: KubeObject): string {
  const { kind, name } = fieldsOf(object.involvedObject)
  return textOf(name) === '' ? textOf(kind).toLowerCase() : `${textOf(kind).toLowerCase()}/${textOf(name)}`
}

function source(object: KubeObject): string {
  const { component, host } = fieldsOf(object.source)
  const shownHost = textOf(host) || textOf(object.reportingInstance)
  const shown = textOf(component) || textOf(object.reportingComponent)
  return shownHost === '' ? shown : `${shown}, ${shownHost}`
}

function count(object: KubeObject): number {
  const { count: repeated } = fieldsOf(object.series)
  const times = typeof repeated === 'number' ? repeated : object.count
  return typeof times === 'number' && times > 0 ? times : 1
}
