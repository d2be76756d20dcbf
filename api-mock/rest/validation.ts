import { invalidValue, requiredValue } from '#kube/causes.ts'
import { sameJson } from '#kube/json.ts'
import { metadataProblems, nameProblems } from '#kube/names.ts'
import type { StatusCause } from '#kube/status.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { schemaCauses, statusCauses } from './shape.ts'

/** What is wrong with a new object: metadata first, then what its kind says, then its schema. */
export function causesOfCreate(definition: ResourceDefinition, object: KubeObject): StatusCause[] {
  return [
    ...typeCauses(definition, object),
    ...nameCauses(definition, object.metadata),
    ...metadataProblems(object.metadata),
    ...(definition.strategy.validate?.(object) ?? []),
    ...schemaCauses(definition, object),
  ]
}

/** What is wrong with a changed object. */
export function causesOfUpdate(
  definition: ResourceDefinition,
  object: KubeObject,
  old: KubeObject,
  subresource?: string,
): StatusCause[] {
  const immutable = immutableCauses(object.metadata, old.metadata)
  const again = metadataProblems(object.metadata).filter(({ field }) => field !== 'metadata.finalizers')
  return [
    ...typeCauses(definition, object),
    ...metadataProblems(object.metadata),
    ...immutable,
    ...(definition.strategy.validate?.(object, old, subresource) ?? []),
    // The server looks more than once at the metadata, and answers each cause as often.
    ...again,
    ...(definition.custom === undefined ? [] : [...immutable, ...again]),
    ...(subresource === 'status' ? statusCauses(definition, object) : schemaCauses(definition, object, old)),
  ]
}

function nameCauses({ names }: ResourceDefinition, metadata: ObjectMeta): StatusCause[] {
  const { name, generateName = '' } = metadata
  const causes =
    generateName === ''
      ? []
      : nameProblems(generateName, names, true).map((problem) =>
          invalidValue('metadata.generateName', generateName, problem),
        )
  if (name === '') return [...causes, requiredValue('metadata.name', 'name or generateName is required')]
  return [
    ...causes,
    ...nameProblems(name, names).map((problem) => invalidValue('metadata.name', name, problem)),
  ]
}

function typeCauses(definition: ResourceDefinition, { apiVersion, kind }: KubeObject): StatusCause[] {
  if (definition.custom === undefined) return []
  const causes: StatusCause[] = []
  const expected = apiVersionOf(definition)
  if (kind !== definition.kind) causes.push(invalidValue('kind', kind, `must be ${definition.kind}`))
  if (apiVersion !== expected) causes.push(invalidValue('apiVersion', apiVersion, `must be ${expected}`))
  return causes
}

const immutableFields = ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp'] as const

function immutableCauses(metadata: ObjectMeta, old: ObjectMeta): StatusCause[] {
  const causes: StatusCause[] = immutableFields
    .filter((field) => metadata[field] !== old[field])
    .map((field) => invalidValue(`metadata.${field}`, metadata[field], 'field is immutable'))
  if (metadata.deletionGracePeriodSeconds !== old.deletionGracePeriodSeconds) {
    const { deletionGracePeriodSeconds: seconds } = metadata
    causes.push(invalidValue('metadata.deletionGracePeriodSeconds', seconds, 'field is immutable'))
  }
  return [...newFinalizers(metadata, old), ...causes]
}

function newFinalizers({ finalizers = [] }: ObjectMeta, old: ObjectMeta): StatusCause[] {
  if (old.deletionTimestamp === undefined || sameJson(finalizers, old.finalizers ?? [])) return []
  const added = finalizers.filter((finalizer) => !(old.finalizers ?? []).includes(finalizer))
  if (added.length === 0) return []
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${goList(added)}`
  return [{ reason: 'FieldValueForbidden', message: `Forbidden: ${detail}`, field: 'metadata.finalizers' }]
}

/** Go's `%#v` of a list of strings. */
function goList(texts: readonly string[]): string {
  return `[]string{${texts.map((text) => JSON.stringify(text)).join(', ')}}`
}

/** What an object calls itself, for messages: it may differ from the resource's kind. */
export function typeOf({ apiVersion, kind, metadata }: KubeObject): {
  group: string
  kind: string
  name: string
} {
  const at = apiVersion.indexOf('/')
  return { group: at === -1 ? '' : apiVersion.slice(0, at), kind, name: metadata.name }
}

/** Finalizers without a domain are Kubernetes' own, or may clash with someone else's. */
export function warnOfFinalizers(
  { warnings }: { warnings: string[] },
  { metadata }: KubeObject,
  live?: KubeObject,
): void {
  const known = new Set(['orphan', 'foregroundDeletion', 'kubernetes', ...(live?.metadata.finalizers ?? [])])
  for (const finalizer of metadata.finalizers ?? []) {
    if (finalizer.includes('/') || known.has(finalizer)) continue
    const advice =
      'prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers'
    warnings.push(`metadata.finalizers: ${JSON.stringify(finalizer)}: ${advice}`)
  }
}
