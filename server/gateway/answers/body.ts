import type { IncomingMessage } from 'node:http'
import { isObject, type JsonObject } from '#kube/json.ts'
import { decodeProtobuf, ProtobufError } from '#kube/protobuf.ts'
import { badRequest, failure, StatusError } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import { readBody } from '#server/gateway/limits.ts'

const json = 'application/json'
const protobuf = 'application/vnd.kubernetes.protobuf'
const patches = { 'application/merge-patch+json': 'merge', 'application/json-patch+json': 'json' } as const

interface Expected {
  apiVersion: string
  kind: string
}

/**
 * Reads an object of at most 3 MiB that the gateway answers itself: JSON, or the protobuf in which kubectl sends
 * the kinds it is compiled with. What it says of its kind must be right; what it leaves out is filled in. Throws
 * StatusError 400, 413 or 415.
 */
export async function readObject(request: IncomingMessage, expected: Expected): Promise<JsonObject> {
  const type = typeOf(request)
  if (type !== json && type !== protobuf) throw unsupported([json, protobuf])
  const bytes = await readBody(request)
  const object = type === protobuf ? fromProtobuf(bytes, expected) : fromJson(bytes)
  const isRight = (field: keyof Expected) => (object[field] ?? '') === '' || object[field] === expected[field]
  if (!isRight('apiVersion') || !isRight('kind'))
    throw badRequest(`the body is not a ${expected.kind} of ${expected.apiVersion}`)
  return { ...object, ...expected }
}

/** Reads a merge patch or a JSON patch; others are 415. */
export async function readPatch(
  request: IncomingMessage,
): Promise<{ type: 'merge' | 'json'; patch: unknown }> {
  const sent = typeOf(request)
  const known = Object.entries(patches).find(([type]) => type === sent)
  if (known === undefined) throw unsupported(Object.keys(patches))
  const patch = parseJson((await readBody(request)).toString())
  return { type: known[1], patch }
}

/** Reads the options of a deletion, which may have no body. */
export async function readOptions(request: IncomingMessage): Promise<JsonObject> {
  const bytes = await readBody(request)
  if (bytes.length === 0) return {}
  const options = { apiVersion: 'meta.k8s.io/v1', kind: 'DeleteOptions' }
  return typeOf(request) === protobuf ? fromProtobuf(bytes, options) : fromJson(bytes)
}

function typeOf(request: IncomingMessage): string {
  const [type = ''] = (request.headers['content-type'] ?? json).split(';')
  return type.trim()
}

function unsupported(accepted: readonly string[]): StatusError {
  const why = 'the body of the request was in an unknown format - accepted media types include:'
  return new StatusError(failure(415, 'UnsupportedMediaType', `${why} ${accepted.join(', ')}`))
}

function fromJson(bytes: Buffer): JsonObject {
  const body = parseJson(bytes.toString() || '{}')
  if (!isObject(body)) throw badRequest('the body is not an object')
  return body
}

function fromProtobuf(bytes: Buffer, expected: Expected): JsonObject {
  try {
    return decodeProtobuf(bytes, expected).value
  } catch (error) {
    throw error instanceof ProtobufError ? badRequest(error.message) : error
  }
}
