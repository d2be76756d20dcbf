import { compareText } from '#kube/compare-text.ts'
import { sameJson } from '#kube/json.ts'
import type { JsonSchema } from '#kube/json-schema.ts'
import {
  badRequest,
  failure,
  StatusError,
  type StatusCause,
  type Subject,
  unexplained,
} from '#kube/status.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import { difference, type FieldSet, intersection, isEmpty, noFields, paths, union } from './field-set.ts'
import { fieldsOf, removeFields, withNamedFields } from './fields-of.ts'
import { fieldsOfLastApplied, withLastApplied } from './last-applied.ts'
import {
  compareVersions,
  loseFields,
  recordUpdate,
  resetFieldsOf,
  withoutManagers,
} from './managed-fields.ts'
import {
  fieldsBesides,
  type Manager,
  managerId,
  type Managers,
  readManagers,
  setFields,
  unownedFields,
  writeManagers,
} from './managers.ts'
import { mergeObjects } from './merge-objects.ts'
import { printPath } from './path-element.ts'
import { typeProblem } from './type-check.ts'
import { objectType, type Type } from './type-shape.ts'

export interface ApplyOptions {
  /** The object as it is; undefined when there is none yet. */
  live?: KubeObject | undefined
  /** What the manager wants, all of it and nothing else. */
  applied: KubeObject
  manager: string
  /** Whether to take fields that others own with another value. */
  force: boolean
  schema: JsonSchema | undefined
  apiVersion: string
  subresource?: string
  /** RFC 3339 in whole seconds. */
  now: string
  subject: Subject
  /** As with `updateManagedFields`: the top-level fields that this endpoint does not write. */
  resetFields?: readonly string[]
}

/**
 * Server-side apply: the live object with the applied fields over it, without those that the manager gave up
 * and nobody else owns, and with its managedFields. Defaults, generation and resourceVersion are the caller's.
 * Applying the same again changes nothing. Throws 400 for managedFields or another version in the applied
 * object, 409 with one cause per field that another manager holds, 500 for what the schema does not declare.
 */
export function serverSideApply(options: ApplyOptions): KubeObject {
  const { live, applied, apiVersion, now } = options
  const type = objectType(options.schema)
  check(options, type)
  const base: KubeObject = live ?? emptyObject(applied)
  const managers = managersOf(options)
  const before = withoutManagers(base)
  const merged = mergeObjects(type, before, applied)
  const id = managerId(identityOf(options))
  const last = managers.get(id)
  const filter = fieldsBesides(resetFieldsOf(options))
  const own: Manager = {
    ...identityOf(options),
    apiVersion,
    time: last?.time,
    fields: filter(fieldsOf(type, applied)),
  }
  managers.set(id, own)
  const result = giveUp(type, merged, managers, last?.fields ?? noFields) as KubeObject
  const isKubectl = own.name === 'kubectl'
  const upgraded = isKubectl && live !== undefined ? fieldsOfLastApplied(type, live) : noFields
  settle(managers, compareVersions(type, base, result, filter), id, options.force, upgraded)
  const changed = !sameJson(before, result)
  const fields = difference(own.fields, unownedFields)
  setFields(managers, id, { ...own, fields, time: changed ? now : last?.time })
  const written = changed ? result : base
  return withManagers(isKubectl ? withLastApplied(written, applied) : written, managers)
}

function emptyObject({ apiVersion, kind }: KubeObject): KubeObject {
  return { apiVersion, kind } as KubeObject
}

function check({ applied, apiVersion }: ApplyOptions, type: Type): void {
  if (applied.apiVersion !== apiVersion) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${applied.apiVersion}, expected: ${apiVersion}`,
    )
  }
  const metadata: Partial<ObjectMeta> | undefined = applied.metadata
  if (Array.isArray(metadata?.managedFields)) throw badRequest('metadata.managedFields must be nil')
  const problem = typeProblem(type, applied)
  if (problem === undefined) return
  const what = `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}; ${describeKind(applied)}`
  throw unexplained(`failed to create typed patch object (${what}): ${problem}`)
}

/** `group/version, Kind=Kind`, as Go prints a kind; the core group is empty before its slash. */
function describeKind({ apiVersion, kind }: KubeObject): string {
  return `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`
}

function identityOf({
  manager,
  apiVersion,
  subresource = '',
}: ApplyOptions): Omit<Manager, 'time' | 'fields'> {
  return { name: manager === '' ? 'unknown' : manager, operation: 'Apply', apiVersion, subresource }
}

/** The managers of the live object. Where it has none, all of it is held by whoever wrote it before. */
function managersOf(options: ApplyOptions): Managers {
  const { live, apiVersion, subresource, now, schema, resetFields } = options
  const managers = readManagers(live?.metadata.managedFields)
  if (managers === undefined) throw unexplained('failed to decode managed fields')
  if (managers.size > 0 || live === undefined) return managers
  recordUpdate(managers, {
    before: undefined,
    after: live,
    manager: 'before-first-apply',
    apiVersion,
    now,
    schema,
    ...(subresource === undefined ? {} : { subresource }),
    ...(resetFields === undefined ? {} : { resetFields }),
  })
  return managers
}

/** Removes what the manager applied last time and now does not, unless somebody owns it. */
function giveUp(type: Type, merged: unknown, managers: Managers, last: FieldSet): unknown {
  if (isEmpty(last)) return merged
  const lastNamed = withNamedFields(type, last)
  const pruned = removeFields(type, merged, lastNamed)
  const all = withNamedFields(type, fieldsOf(type, merged))
  const left = withNamedFields(type, fieldsOf(type, pruned ?? {}))
  const owned = [...managers.values()].reduce((sum, { fields }) => union(sum, fields), noFields)
  const kept = union(left, withNamedFields(type, owned))
  const restored = removeFields(type, merged, difference(all, kept))
  const gone = difference(all, withNamedFields(type, fieldsOf(type, restored ?? {})))
  return removeFields(type, merged, intersection(gone, lastNamed))
}

/** Finds who else owns what changes; that is a conflict unless forced or allowed, and then they lose it. */
function settle(
  managers: Managers,
  changed: ReturnType<typeof compareVersions>,
  id: string,
  force: boolean,
  allowed: FieldSet,
): void {
  const touched = difference(union(changed.modified, changed.added), allowed)
  const conflicts = [...managers]
    .filter(([other]) => other !== id)
    .map(([, manager]) => ({ manager, fields: intersection(manager.fields, touched) }))
    .filter(({ fields }) => !isEmpty(fields))
  if (!force && conflicts.length > 0) throw conflictError(conflicts)
  loseFields(managers, changed, id)
}

function conflictError(conflicts: { manager: Manager; fields: FieldSet }[]): StatusError {
  const named = conflicts
    .map(({ manager, fields }) => ({ holder: describeManager(manager), manager, found: paths(fields) }))
    .sort((one, other) => compareText(sortKeyOf(one.manager), sortKeyOf(other.manager)))
  const causes: StatusCause[] = named.flatMap(({ holder, found }) =>
    found.map((path) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${holder}`,
      field: printPath(path),
    })),
  )
  const [first] = causes
  const lists = named.map(
    ({ holder, found }) =>
      `conflicts with ${holder}:\n${found.map((path) => `- ${printPath(path)}`).join('\n')}`,
  )
  const what =
    causes.length === 1 && first !== undefined
      ? `1 conflict: ${first.message ?? ''}: ${first.field ?? ''}`
      : `${causes.length} conflicts: ${lists.join('\n')}`
  return new StatusError(failure(409, 'Conflict', `Apply failed with ${what}`, { causes }))
}

/** Kubernetes tells managers apart by their entries as text, and sorts them by it. */
function sortKeyOf({ name, operation, apiVersion, subresource }: Manager): string {
  const through = subresource === '' ? {} : { subresource }
  return JSON.stringify({ manager: name, operation, apiVersion, ...through })
}

function describeManager({ name, operation, apiVersion, subresource }: Manager): string {
  const through = subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`
  const using = operation === 'Update' ? ` using ${apiVersion}` : ''
  return `${JSON.stringify(name)}${through}${using}`
}

function withManagers(object: KubeObject, managers: Managers): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata
  const entries = writeManagers(managers)
  return {
    ...object,
    metadata: entries.length === 0 ? metadata : { ...metadata, managedFields: entries },
  }
}
