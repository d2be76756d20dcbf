import type { IncomingMessage } from 'node:http'
import { isObject, type JsonObject } from '#kube/json.ts'
import { decodeProtobuf, ProtobufError } from '#kube/protobuf.ts'
import { badRequest, failure, StatusError } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import { readBody } from '#server/gateway/limits.ts'

/** More than any question or key has to say. */
const mostBytes = 64 * 1024

const protobuf = 'application/vnd.kubernetes.protobuf'

interface Expected {
  apiVersion: string
  kind: string
}

/**
 * Reads an object of at most 64 KiB that the gateway answers itself: JSON, or the protobuf in which kubectl sends
 * the kinds it is compiled with. What it says of its kind must be right; what it leaves out is filled in. Throws
 * StatusError 400, 413 or 415.
 */
export async function readObject(request: IncomingMessage, expected: Expected): Promise<JsonObject> {
  const [type = ''] = (request.headers['content-type'] ?? 'application/json').split(';')
  const decode = type.trim() === protobuf ? fromProtobuf : type.trim() === 'application/json' && fromJson
  if (decode === false) {
    const accepted = `application/json, ${protobuf}`
    const why = `the body of the request was in an unknown format - accepted media types include: ${accepted}`
    throw new StatusError(failure(415, 'UnsupportedMediaType', why))
  }
  const object = decode(await readBody(request, mostBytes), expected)
  const { apiVersion = expected.apiVersion, kind = expected.kind } = object
  if (apiVersion !== expected.apiVersion || kind !== expected.kind)
    throw badRequest(`the body is not a ${expected.kind} of ${expected.apiVersion}`)
  return { ...object, apiVersion, kind }
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
