import type { JsonSchema } from '#kube/json-schema.ts'
import type { KubeObject, ManagedFieldsEntry } from '#kube/types.ts'
import { compareObjects, type Comparison } from './compare-objects.ts'
import { difference, type FieldSet, isEmpty, union } from './field-set.ts'
import {
  capUpdaters,
  fieldsBesides,
  managerId,
  type Managers,
  readManagers,
  setFields,
  unownedFields,
  writeManagers,
} from './managers.ts'
import { ElementError, objectType, type Type } from './type-shape.ts'

export interface UpdateOptions {
  /** The object as it is; undefined when it is being created. */
  before: KubeObject | undefined
  /** What an object that is created is compared with: fields that are as in it belong to nobody. */
  empty?: KubeObject | undefined
  /** The object as the request wants it, with the managedFields that it sent. */
  after: KubeObject
  manager: string
  /** The version of the request. */
  apiVersion: string
  subresource?: string
  /** RFC 3339 in whole seconds. */
  now: string
  schema?: JsonSchema | undefined
  /**
   * Top-level fields that this endpoint does not write: `['status']` where a kind has the status subresource,
   * `['metadata', 'spec']` on that subresource, which is also what it is by default there.
   */
  resetFields?: readonly string[]
}

/**
 * The `metadata.managedFields` after a create, update or patch: what changed belongs to its manager, the others
 * lose it. Empty when nobody owns anything: the field is then absent. An object whose managedFields were
 * emptied stays without them until the first apply.
 */
export function updateManagedFields(options: UpdateOptions): ManagedFieldsEntry[] {
  const { before, after, subresource = '' } = options
  const managers = startingManagers(before, after, subresource !== '')
  if (managers.size === 0 && before !== undefined) return []
  try {
    recordUpdate(managers, options)
  } catch (error) {
    /** As in Kubernetes, an object that cannot be taken apart by its own type loses its managers. */
    if (error instanceof ElementError) return []
    throw error
  }
  capUpdaters(managers)
  return writeManagers(managers)
}

/** The managers that the request sent, else those of the object; an empty list or entry resets them. */
function startingManagers(
  before: KubeObject | undefined,
  after: KubeObject,
  ofSubresource: boolean,
): Managers {
  const known = readManagers(before?.metadata.managedFields) ?? new Map()
  const sent = after.metadata.managedFields
  if (ofSubresource || sent === undefined) return known
  if (sent.length === 0 || (sent.length === 1 && Object.keys(sent[0] ?? {}).length === 0)) return new Map()
  const read = readManagers(sent)
  return read === undefined || read.size === 0 ? known : read
}

/** Enters an update into the managers, which are changed. */
export function recordUpdate(managers: Managers, options: UpdateOptions): void {
  const { empty, before = empty, after, manager, apiVersion, subresource = '', now } = options
  const type = objectType(options.schema)
  const filter = fieldsBesides(resetFieldsOf(options))
  const changed = compareVersions(type, before, after, filter)
  loseFields(managers, changed, undefined)
  const fields = difference(union(changed.modified, changed.added), unownedFields)
  if (isEmpty(fields)) return
  const identity = {
    name: manager === '' ? 'unknown' : manager,
    operation: 'Update',
    apiVersion,
    subresource,
  } as const
  const id = managerId(identity)
  const owned = managers.get(id)?.fields
  managers.set(id, {
    ...identity,
    time: now,
    fields: owned === undefined ? fields : union(fields, owned),
  })
}

export function resetFieldsOf({
  subresource = '',
  resetFields,
}: Pick<UpdateOptions, 'subresource' | 'resetFields'>): readonly string[] {
  return resetFields ?? (subresource === 'status' ? ['metadata', 'spec'] : [])
}

/** Compares two states of an object, as far as an endpoint reaches. */
export function compareVersions(
  type: Type,
  before: KubeObject | undefined,
  after: KubeObject,
  filter: (fields: FieldSet) => FieldSet,
): Comparison {
  const bare = before ?? { apiVersion: after.apiVersion, kind: after.kind }
  const { removed, modified, added } = compareObjects(type, withoutManagers(bare), withoutManagers(after))
  return { removed: filter(removed), modified: filter(modified), added: filter(added) }
}

/** The object without its managedFields, which own nothing of themselves. */
export function withoutManagers(object: object): object {
  if (!('metadata' in object) || typeof object.metadata !== 'object' || object.metadata === null)
    return object
  if (!('managedFields' in object.metadata)) return object
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}

/** Takes from all managers but one what changed or went. */
export function loseFields(
  managers: Managers,
  { removed, modified, added }: Comparison,
  spared: string | undefined,
): void {
  const lost = union(union(modified, added), removed)
  for (const [id, manager] of managers) {
    if (id === spared) continue
    setFields(managers, id, { ...manager, fields: difference(manager.fields, lost) })
  }
}
