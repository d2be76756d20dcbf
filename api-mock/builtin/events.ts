import { invalidValue } from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { Age } from '#api-mock/resources/columns.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { decodeTyped } from '#api-mock/rest/typed.ts'
import { builtIn } from './define.ts'
import type { Given } from './define.ts'

const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'] as const

const cells: NonNullable<Given['cells']> = {
  'Last Seen': lastSeen,
  Type: ({ type }) => type ?? '',
  Reason: ({ reason }) => reason ?? '',
  Object: target,
  Subobject: (object) => fieldsOf(object.involvedObject).fieldPath ?? '',
  Source: source,
  Message: ({ message }) => textOf(message).trim(),
  'First Seen': firstSeen,
  Count: count,
}

export const events = builtIn('/v1/events', {
  cells,
  strategy: {
    validate: ({ metadata, involvedObject }) => {
      const { namespace } = fieldsOf(involvedObject)
      return textOf(namespace) === (metadata.namespace ?? '') ||
        (textOf(namespace) === '' && metadata.namespace === 'default')
        ? []
        : [invalidValue('involvedObject.namespace', namespace ?? '', 'does not match event.namespace')]
    },
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

/** The fields that are called otherwise in the newer group. */
const renamed = [
  ['message', 'note'],
  ['involvedObject', 'regarding'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const

/** The same objects under the newer group. */
export const newEvents: ResourceDefinition = builtIn('events.k8s.io/v1/events', {
  cells: Object.fromEntries(
    Object.entries(cells).map(([name, cell]) => [name, (object: KubeObject) => cell(toCore(object))]),
  ),
  storedAs: {
    key: storageKey(events),
    fromStored: (object) => convert(object, renamed, newEvents),
    toStored: toCore,
  },
})

const renamedBack = renamed.map(([stored, served]) => [served, stored] as const)

function toCore(object: KubeObject): KubeObject {
  return convert(object, renamedBack, events)
}

function convert(
  object: KubeObject,
  names: readonly (readonly [string, string])[],
  to: ResourceDefinition,
): KubeObject {
  const { metadata, ...rest } = object
  const fields: JsonObject = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [names.find(([from]) => from === name)?.[1] ?? name, value]),
  )
  const { schema } = to
  const typed = schema === undefined ? fields : decodeTyped(schema, fields).value
  return { ...typed, apiVersion: apiVersionOf(to), kind: to.kind, metadata }
}

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
