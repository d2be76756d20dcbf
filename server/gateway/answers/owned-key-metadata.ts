import { invalidValue, type FieldCause } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { annotationProblems, labelProblems, nameProblems } from '#kube/names.ts'
import { badRequest } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Marks } from '#server/identity/accounts.ts'
import { invalidKey, ownMarks } from './owned-key.ts'

/** What somebody says about a key beside its spec. */
export interface GivenMetadata {
  name: string
  resourceVersion: string
  marks: { labels: Record<string, string>; annotations: Record<string, string> }
}

/** Reads it from a body, without what is reserved; throws 400 or 422. */
export function readMetadata({ metadata }: JsonObject): GivenMetadata {
  if (metadata !== undefined && metadata !== null && !isObject(metadata))
    throw badRequest('metadata is not an object')
  const given: JsonObject = isObject(metadata) ? metadata : {}
  const name = textAt(given, 'name')
  const labels = textsAt(given, 'labels')
  const annotations = textsAt(given, 'annotations')
  const causes: FieldCause[] = [
    ...(name === '' ? [] : nameProblems(name, 'subdomain')).map((problem) =>
      invalidValue('metadata.name', name, problem),
    ),
    ...labelProblems(labels, 'metadata.labels'),
    ...annotationProblems(annotations, 'metadata.annotations'),
  ]
  if (causes.length > 0) throw invalidKey(name, causes)
  const marks = { labels: ownMarks(labels), annotations: ownMarks(annotations) }
  return { name, resourceVersion: textAt(given, 'resourceVersion'), marks }
}

/** What has to be written so that a Secret has these marks of its owner's and no others. */
export function marksToWrite({ metadata }: KubeObject, wanted: GivenMetadata['marks']): Marks {
  const gone = (marks: Record<string, string> | undefined) =>
    Object.fromEntries(Object.keys(ownMarks(marks)).map((name) => [name, null]))
  return {
    labels: { ...gone(metadata.labels), ...wanted.labels },
    annotations: { ...gone(metadata.annotations), ...wanted.annotations },
  }
}

function textAt(from: JsonObject, field: string): string {
  const value = from[field] ?? ''
  if (typeof value === 'string') return value
  throw badRequest(`metadata.${field} is not a text`)
}

function textsAt(from: JsonObject, field: string): Record<string, string> {
  const value = from[field] ?? {}
  if (!isObject(value)) throw badRequest(`metadata.${field} is not an object`)
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      if (typeof text !== 'string') throw badRequest(`metadata.${field} holds something that is no text`)
      return [name, text]
    }),
  )
}
