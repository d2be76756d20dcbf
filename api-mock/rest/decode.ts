import { messageOf } from '#kube/errors.ts'
import { isObject, jsonTypeName } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { decodeProtobuf, notRegistered, ProtobufError } from '#kube/protobuf.ts'
import { badRequest } from '#kube/status.ts'
import type { StatusError } from '#kube/status.ts'
import { findDuplicates, parseJson } from '#kube/strict-json.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { decodeTyped, DecodeError } from '#api-mock/schema/typed.ts'
import { readObjectBody, readYaml } from '#api-mock/serve/body.ts'
import type { ObjectBody } from '#api-mock/serve/body.ts'
import type { Context } from '#api-mock/serve/context.ts'
import type { FieldProblems } from './field-validation.ts'
import { readMetadata } from './metadata.ts'

/** An object of the context's kind from a request's body, and what was odd about its fields. */
export interface Decoded {
  object: KubeObject
  problems: FieldProblems
}

/** Reads the body of a create or update. Throws StatusError 400 or 415. */
export async function decodeObject(context: Context): Promise<Decoded> {
  const { definition, request } = context
  const body = await readObjectBody(request)
  const value = readValue(definition, body)
  const text = body.type === 'protobuf' ? '' : body.text
  const duplicates = body.type === 'json' ? findDuplicates(text) : []
  const object = checkKind(context, value, text)
  const typed = toType(definition, object)
  const read = readMetadata(definition, typed.value)
  // What was sent as protobuf has the fields of its Go type and no others.
  const unknown = body.type === 'protobuf' ? [] : [...typed.unknown, ...read.unknown]
  return { object: read.object, problems: { duplicates, unknown } }
}

function readValue(definition: ResourceDefinition, body: ObjectBody): unknown {
  switch (body.type) {
    case 'protobuf':
      return readProtobuf(definition, body.bytes)
    case 'yaml':
      return readYaml(body.text, 'error converting YAML to JSON')
    default:
      return readJson(definition, body.text)
  }
}

/** What the server says of a body that it cannot make an object of; the data is shown by its first bytes. */
function unrecognized({ kind }: ResourceDefinition, why: string, body: string | Uint8Array): StatusError {
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): ${why} (${summary(Buffer.from(body))})`,
  )
}

const summarised = 30

function summary(bytes: Buffer): string {
  if (bytes.length === 0) return '<empty>'
  const start = bytes.subarray(0, summarised)
  const shown = bytes[0] === 0x7b ? start.toString('utf8') : start.toString('hex')
  return bytes.length > summarised ? `${shown} ...` : shown
}

function readProtobuf(definition: ResourceDefinition, bytes: Uint8Array): JsonObject {
  const expected = { apiVersion: apiVersionOf(definition), kind: definition.kind }
  try {
    const { value, ...sent } = decodeProtobuf(bytes, expected)
    // The server of CRDs knows no kinds but its own.
    if (definition.group === 'apiextensions.k8s.io' && sent.apiVersion !== expected.apiVersion) {
      throw unhandled(definition, sent, notRegistered(sent))
    }
    return value
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error
    if (error.kind === '') throw unrecognized(definition, error.message, bytes)
    throw unhandled(definition, error, definition.custom === undefined ? error.message : noProtobuf)
  }
}

const noProtobuf =
  'object *unstructured.Unstructured does not implement the protobuf marshalling interface and cannot be encoded to a protobuf message'

/** What the server says of a body that says what it is, but cannot be made an object of the kind. */
function unhandled(
  definition: ResourceDefinition,
  { apiVersion, kind }: { apiVersion: string; kind: string },
  why: string,
): StatusError {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${definition.kind}: ${why}`)
}

function readJson(definition: ResourceDefinition, text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    const why = `couldn't get version/kind; json parse error: ${messageOf(error)}`
    throw unrecognized(definition, why, text)
  }
}

function checkKind({ definition }: Context, value: unknown, text: string): JsonObject {
  const { kind } = definition
  if (!isObject(value)) {
    const target = `struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`
    const why = `json: cannot unmarshal ${jsonTypeName(value)} into Go value of type ${target}`
    throw unrecognized(definition, `couldn't get version/kind; json parse error: ${why}`, text)
  }
  const expected = apiVersionOf(definition)
  const { apiVersion = '', kind: given = '' } = value
  if (definition.custom === undefined) {
    checkTyped(definition, { apiVersion, kind: given })
    return { ...value, apiVersion: expected, kind }
  }
  if (given === '') throw unrecognized(definition, `Object 'Kind' is missing in '${text}'`, text)
  if (apiVersion !== expected) throw otherVersion(String(apiVersion), expected)
  return value
}

/** Typed kinds may leave out what the path says already, but not contradict it. */
function checkTyped(definition: ResourceDefinition, given: { apiVersion: unknown; kind: unknown }): void {
  const apiVersion = apiVersionOf(definition)
  const { kind, version } = definition
  if (given.kind !== '' && given.kind !== kind) {
    throw badRequest(
      `${String(given.kind)} in version "${version}" cannot be handled as a ${kind}: converting (${version}.${String(given.kind)}) to (${internalPackage(definition)}.${kind}): unknown conversion`,
    )
  }
  if (given.apiVersion !== '' && given.apiVersion !== apiVersion) {
    throw otherVersion(String(given.apiVersion), apiVersion)
  }
}

function otherVersion(given: string, expected: string): StatusError {
  return badRequest(
    `the API version in the data (${given}) does not match the expected API version (${expected})`,
  )
}

/** The object as its Go type holds it; custom resources and kinds without a schema have none. */
export function toType(
  definition: ResourceDefinition,
  value: JsonObject,
): { value: JsonObject; unknown: string[] } {
  const { kind, schema, version } = definition
  if (schema === undefined) return { value, unknown: [] }
  try {
    return decodeTyped(schema, value)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    throw badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${error.message}`)
  }
}

/** The Go package of a group's internal types: `core` for the core group, else the first word of its name. */
function internalPackage({ group }: ResourceDefinition): string {
  return group === '' ? 'core' : (group.split('.')[0] ?? '')
}
