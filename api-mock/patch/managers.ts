import { compareText } from '#kube/compare-text.ts'
import type { JsonObject } from '#kube/json.ts'
import type { ManagedFieldsEntry } from '#kube/types.ts'
import { type FieldSet, fieldSet, isEmpty, parseFields, printFields, union, without } from './field-set.ts'
import { fieldElement } from './path-element.ts'

/** One manager and what it owns. */
export interface Manager {
  name: string
  operation: 'Apply' | 'Update'
  /** The version that it last wrote in. */
  apiVersion: string
  subresource: string
  time: string | undefined
  fields: FieldSet
}

/** Managers by what identifies them: name, operation and subresource, for updates also the version. */
export type Managers = Map<string, Manager>

export function managerId({
  name,
  operation,
  apiVersion,
  subresource,
}: Pick<Manager, 'name' | 'operation' | 'apiVersion' | 'subresource'>): string {
  return JSON.stringify([name, operation, operation === 'Apply' ? '' : apiVersion, subresource])
}

/** Reads `metadata.managedFields`; undefined when any entry is malformed. */
export function readManagers(entries: readonly ManagedFieldsEntry[] | undefined): Managers | undefined {
  const managers: Managers = new Map()
  for (const entry of entries ?? []) {
    const { manager: name = '', operation, apiVersion = '', subresource = '', time, fieldsV1 = {} } = entry
    const fields = parseFields(fieldsV1)
    if (operation !== 'Apply' && operation !== 'Update') return undefined
    if (apiVersion === '' || entry.fieldsType !== 'FieldsV1' || fields === undefined) return undefined
    const manager: Manager = { name, operation, apiVersion, subresource, time, fields }
    managers.set(managerId(manager), manager)
  }
  return managers
}

/** Writes `metadata.managedFields`: applies before updates, then by time and name, as Kubernetes sorts them. */
export function writeManagers(managers: Managers): ManagedFieldsEntry[] {
  return [...managers.values()].sort(compareManagers).map((manager) => ({
    manager: manager.name,
    operation: manager.operation,
    apiVersion: manager.apiVersion,
    ...(manager.time === undefined ? {} : { time: manager.time }),
    fieldsType: 'FieldsV1',
    fieldsV1: printFields(manager.fields) satisfies JsonObject,
    ...(manager.subresource === '' ? {} : { subresource: manager.subresource }),
  }))
}

function compareManagers(one: Manager, other: Manager): number {
  return (
    compareText(one.operation, other.operation) ||
    seconds(one) - seconds(other) ||
    compareText(one.name, other.name) ||
    compareText(one.apiVersion, other.apiVersion) ||
    compareText(one.subresource, other.subresource)
  )
}

function seconds({ time }: Manager): number {
  return time === undefined ? 0 : Math.floor(Date.parse(time) / 1000)
}

/** What no manager owns, since no request sets it or every request must. */
const stripped = fieldSet([
  [fieldElement('apiVersion')],
  [fieldElement('kind')],
  [fieldElement('metadata')],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((name) => [fieldElement('metadata'), fieldElement(name)]),
])

export { stripped as unownedFields }

const mostUpdaters = 10
const bucketName = 'ancient-changes'

/** Joins the oldest updaters of a version into one, until no more than ten entries of updates are left. */
export function capUpdaters(managers: Managers): void {
  const updaters = [...managers].filter(([, { operation }]) => operation === 'Update')
  let count = updaters.length
  updaters.sort(([, one], [, other]) => seconds(one) - seconds(other) || compareText(one.name, other.name))
  const first = new Map<string, string>()
  for (const [id, manager] of updaters) {
    if (count <= mostUpdaters) return
    const { apiVersion } = manager
    const known = first.get(apiVersion)
    if (known === undefined) {
      first.set(apiVersion, id)
      continue
    }
    const bucket = { name: bucketName, operation: 'Update', apiVersion, subresource: '' } as const
    const bucketId = managerId(bucket)
    const before = managers.get(bucketId) ?? managers.get(known)
    if (!managers.has(bucketId)) managers.delete(known)
    managers.delete(id)
    const fields = union(before?.fields ?? new Map(), manager.fields)
    managers.set(bucketId, { ...bucket, fields, time: manager.time })
    count -= 1
  }
}

/** The top-level fields that writes through an endpoint do not reach, with all that is below them. */
export function fieldsBesides(names: readonly string[]): (fields: FieldSet) => FieldSet {
  const ignored = fieldSet(names.map((name) => [fieldElement(name)]))
  return (fields) => without(fields, ignored)
}

/** Sets what a manager owns; one that owns nothing is forgotten. */
export function setFields(managers: Managers, id: string, manager: Manager): void {
  if (isEmpty(manager.fields)) managers.delete(id)
  else managers.set(id, manager)
}
