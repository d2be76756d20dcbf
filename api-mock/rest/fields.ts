import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { updateManagedFields } from '#api-mock/patch/managed-fields.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { emptyObject } from './empty.ts'
import { schemaOf } from './schema-of.ts'

/** Where a write goes, as far as the tracking of fields asks. */
export interface Tracking {
  definition: ResourceDefinition
  subresource: string | undefined
  /** RFC 3339 in whole seconds. */
  now: string
}

export function trackingOf({ cluster, definition, info }: Context): Tracking {
  return { definition, subresource: info.subresource, now: cluster.timestamp() }
}

/** Notes in `metadata.managedFields` what a write that is no apply changes; `object` is as it was asked for. */
export function trackFields(
  tracking: Tracking,
  { object, live, manager }: { object: KubeObject; live: KubeObject | undefined; manager: string },
): KubeObject {
  const options = fieldOptions(tracking)
  const empty = tracking.definition.custom === undefined ? emptyObject(tracking.definition) : undefined
  const managedFields = updateManagedFields({ ...options, before: live, empty, after: object, manager })
  const { managedFields: _managedFields, ...metadata } = object.metadata
  return {
    ...object,
    metadata: { ...metadata, ...(managedFields.length === 0 ? {} : { managedFields }) },
  }
}

/** What both kinds of tracking ask about the endpoint. */
export function fieldOptions({ definition, subresource, now }: Tracking): {
  apiVersion: string
  schema: ReturnType<typeof schemaOf>
  resetFields: readonly string[]
  now: string
  subresource?: string
} {
  return {
    apiVersion: apiVersionOf(definition),
    schema: schemaOf(definition),
    resetFields: resetFieldsOf(definition, subresource),
    now,
    ...(subresource === undefined ? {} : { subresource }),
  }
}

/** The parts of an object that an endpoint does not write. */
function resetFieldsOf(
  { custom, subresources }: ResourceDefinition,
  subresource: string | undefined,
): string[] {
  if (subresource === 'status') return custom === undefined ? ['spec'] : ['metadata', 'spec']
  return subresources.has('status') ? ['status'] : []
}
