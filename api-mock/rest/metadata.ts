import { isObject, jsonTypeName } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { badRequest } from '#kube/status.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'

type Type = 'string' | 'int64' | 'map' | 'list' | 'Time'

/** The fields of `meta/v1.ObjectMeta` and the types that Go decodes them into. */
const fields: Record<string, Type> = {
  name: 'string',
  generateName: 'string',
  namespace: 'string',
  selfLink: 'string',
  uid: 'string',
  resourceVersion: 'string',
  generation: 'int64',
  creationTimestamp: 'Time',
  deletionTimestamp: 'Time',
  deletionGracePeriodSeconds: 'int64',
  labels: 'map',
  annotations: 'map',
  ownerReferences: 'list',
  finalizers: 'list',
  managedFields: 'list',
}

/** Takes a body's metadata apart; throws StatusError 400 where a value is of the wrong type. */
export function readMetadata(
  definition: ResourceDefinition,
  value: JsonObject,
): { object: KubeObject; unknown: string[] } {
  const given = value.metadata ?? {}
  if (!isObject(given)) throw wrongType(definition, given, 'field .metadata', 'v1.ObjectMeta')
  const known: JsonObject = {}
  const unknown: string[] = []
  for (const [key, field] of Object.entries(given)) {
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (type === undefined) unknown.push(`metadata.${key}`)
    else if (field !== null && key !== 'selfLink') {
      check(definition, key, type, field)
      known[key] = field
    }
  }
  const { apiVersion, kind, metadata: _metadata, ...rest } = value
  const object = {
    apiVersion: String(apiVersion),
    kind: String(kind),
    metadata: withoutEmpty(known),
    ...rest,
  }
  return { object, unknown }
}

/** Go leaves out what is empty when it writes metadata. */
function withoutEmpty(metadata: JsonObject): ObjectMeta {
  const kept = Object.entries(metadata).filter(([key, value]) => key === 'name' || !isEmpty(value))
  return { name: '', ...Object.fromEntries(kept) }
}

function isEmpty(value: unknown): boolean {
  if (value === '' || value === 0) return true
  if (Array.isArray(value)) return value.length === 0
  return isObject(value) && Object.keys(value).length === 0
}

function check(definition: ResourceDefinition, key: string, type: Type, value: unknown): void {
  const wrong = (of: string, bad: unknown): Error =>
    wrongType(definition, bad, `struct field ObjectMeta.${key}`, of)
  if (type === 'string' && typeof value !== 'string') throw wrong('string', value)
  if (type === 'int64' && typeof value !== 'number') throw wrong('int64', value)
  if (type === 'Time') checkTime(definition, value)
  if (type === 'list' && !Array.isArray(value)) throw wrong('[]', value)
  if (type === 'map') {
    if (!isObject(value)) throw wrong('map[string]string', value)
    for (const each of Object.values(value)) if (typeof each !== 'string') throw wrong('string', each)
  }
}

function checkTime({ kind, version }: ResourceDefinition, value: unknown): void {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return
  const text = JSON.stringify(value)
  const why =
    typeof value === 'string'
      ? `parsing time ${text} as "2006-01-02T15:04:05Z07:00": cannot parse ${text} as "2006"`
      : `json: cannot unmarshal ${jsonTypeName(value)} into Go value of type string`
  throw badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`)
}

function wrongType(
  { kind, version }: ResourceDefinition,
  value: unknown,
  where: string,
  type: string,
): Error {
  const why = `json: cannot unmarshal ${jsonTypeName(value)} into Go ${where} of type ${type}`
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`)
}
