import { printJson } from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import { annotationProblems } from '#kube/names.ts'
import { parseJson } from '#kube/strict-json.ts'
import type { KubeObject } from '#kube/types.ts'
import { compareObjects } from './compare-objects.ts'
import { difference, type FieldSet, noFields, union } from './field-set.ts'
import { fieldsOf } from './fields-of.ts'
import { typeProblem } from './type-check.ts'
import type { Type } from './type-shape.ts'

/** Where `kubectl apply` without `--server-side` notes what it applied. */
const annotation = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * The fields that kubectl applied before it did so on the server, as far as they are unchanged. They are its
 * own, although another manager's name stands at them, and applying them anew is no conflict.
 */
export function fieldsOfLastApplied(type: Type, live: KubeObject): FieldSet {
  const before = readObject(live.metadata.annotations?.[annotation])
  if (before?.apiVersion !== live.apiVersion || typeProblem(type, before) !== undefined) return noFields
  const { removed, modified, added } = compareObjects(type, before, live)
  return difference(fieldsOf(type, before), union(union(removed, modified), added))
}

function readObject(text: string | undefined): Partial<KubeObject> | undefined {
  try {
    const value = parseJson(text ?? '')
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Keeps that note true after an apply on the server; an object without it is left as it is. */
export function withLastApplied(object: KubeObject, applied: KubeObject): KubeObject {
  const { annotations = {} } = object.metadata
  if ((annotations[annotation] ?? '') === '') return object
  const { [annotation]: _, ...others } = applied.metadata.annotations ?? {}
  const { annotations: _annotations, ...metadata } = applied.metadata
  const bare = {
    ...applied,
    metadata: Object.keys(others).length === 0 ? metadata : { ...metadata, annotations: others },
  }
  const noted = { ...annotations, [annotation]: `${printJson(bare)}\n` }
  if (!annotationProblems(noted).some(({ reason }) => reason === 'FieldValueTooLong')) {
    return { ...object, metadata: { ...object.metadata, annotations: noted } }
  }
  const { [annotation]: _tooLong, ...rest } = annotations
  return { ...object, metadata: { ...object.metadata, annotations: rest } }
}
