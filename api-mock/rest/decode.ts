import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { badRequest } from '#kube/status.ts'
import { findDuplicates, parseJson } from '#kube/strict-json.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { KubeObject } from '#kube/types.ts'
import { readObjectBody, readYaml } from '#api-mock/serve/body.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { readMetadata } from './metadata.ts'
import type { FieldProblems } from './field-validation.ts'

/** An object of the context's kind from a request's body, and what was odd about its fields. */
export interface Decoded {
  object: KubeObject
  problems: FieldProblems
}

/** Reads the body of a create or update. Throws StatusError 400 or 415. */
export async function decodeObject(context: Context): Promise<Decoded> {
  const { definition, request } = context
  const { text, type } = await readObjectBody(request)
  const value = type === 'yaml' ? readYaml(text, 'error converting YAML to JSON') : parseJson(text)
  const duplicates = type === 'json' ? findDuplicates(text) : []
  const object = checkKind(context, value, text)
  const read = readMetadata(definition, object)
  return {
    object: read.object,
    problems: { duplicates, unknown: read.unknown },
  }
}

function checkKind({ definition }: Context, value: unknown, text: string): JsonObject {
  const { kind } = definition
  if (!isObject(value)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error`,
    )
  }
  const apiVersion = apiVersionOf(definition)
  if (definition.custom === undefined) return withKind(value, { apiVersion, kind })
  if (typeof value.kind !== 'string' || value.kind === '') throw unrecognized(kind, text, 'Kind')
  if (typeof value.apiVersion !== 'string' || value.apiVersion === '')
    throw unrecognized(kind, text, 'apiVersion')
  if (value.kind !== kind) {
    throw badRequest(
      `${value.kind} in version "${definition.version}" cannot be handled as a ${kind}: no kind "${value.kind}" is registered for version "${value.apiVersion}"`,
    )
  }
  if (value.apiVersion !== apiVersion) throw otherVersion(value.apiVersion, apiVersion)
  return value
}

/** Typed kinds may leave out what the path says already, but not contradict it. */
function withKind(value: JsonObject, { apiVersion, kind }: { apiVersion: string; kind: string }): JsonObject {
  const { kind: givenKind = kind, apiVersion: givenVersion = apiVersion } = value
  if (givenVersion !== '' && givenVersion !== apiVersion) throw otherVersion(String(givenVersion), apiVersion)
  if (givenKind !== '' && givenKind !== kind) {
    throw badRequest(
      `${String(givenKind)} in version "${apiVersion.split('/').at(-1) ?? ''}" cannot be handled as a ${kind}: converting (v1.${String(givenKind)}) to (core.${kind}): unknown conversion`,
    )
  }
  return { ...value, apiVersion, kind }
}

function otherVersion(given: string, expected: string): Error {
  return badRequest(
    `the API version in the data (${given}) does not match the expected API version (${expected})`,
  )
}

function unrecognized(kind: string, text: string, missing: string): Error {
  const start = text.length > 22 ? `${text.slice(0, 22)} ...` : text
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): Object '${missing}' is missing in '${text}' (${start})`,
  )
}
