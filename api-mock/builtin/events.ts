import { invalidValue } from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { decodeTyped } from '#api-mock/schema/typed.ts'
import { builtIn } from './define.ts'

export const events = builtIn('/v1/events', {
  strategy: {
    validate: ({ metadata, involvedObject }) => {
      const { namespace } = fieldsOf(involvedObject)
      return textOf(namespace) === (metadata.namespace ?? '') ||
        (textOf(namespace) === '' && metadata.namespace === 'default')
        ? []
        : [invalidValue('involvedObject.namespace', namespace ?? '', 'does not match event.namespace')]
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
