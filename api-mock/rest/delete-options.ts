import { messageOf } from '#kube/errors.ts'
import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { invalidValue, unsupportedValue } from '#kube/causes.ts'
import { decodeProtobuf, notRegistered, ProtobufError } from '#kube/protobuf.ts'
import { badRequest, invalid } from '#kube/status.ts'
import type { StatusCause } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import { readObjectBody, readYaml } from '#api-mock/serve/body.ts'
import type { ObjectBody } from '#api-mock/serve/body.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { readInteger } from '#api-mock/serve/list-options.ts'
import { textOf } from '#api-mock/resources/values.ts'
import { dryRunCauses } from './options.ts'

export type Propagation = 'Orphan' | 'Background' | 'Foreground'

export interface DeleteOptions {
  dryRun: boolean
  uid: string | undefined
  resourceVersion: string | undefined
  propagationPolicy: Propagation | undefined
  gracePeriodSeconds: number | undefined
}

const policies: readonly string[] = ['Orphan', 'Background', 'Foreground']

/** Reads `meta/v1.DeleteOptions` from the body or, only where there is none, from the query. Throws 400 or 422. */
export async function readDeleteOptions(context: Context): Promise<DeleteOptions> {
  const { query, request } = context
  const body = await readObjectBody(request)
  return deleteOptionsOf(isEmpty(body) ? fromQuery(query) : fromBody(body))
}

/** Checks `meta/v1.DeleteOptions`. Throws StatusError 422. */
export function deleteOptionsOf(given: Record<string, unknown>): DeleteOptions {
  const dryRun = list(given.dryRun)
  const policy = given.propagationPolicy
  const causes: StatusCause[] = dryRunCauses(dryRun)
  if (policy !== undefined && given.orphanDependents !== undefined) {
    causes.push(
      invalidValue(
        'propagationPolicy',
        policy,
        'orphanDependents and deletionPropagation cannot be both set',
      ),
    )
  }
  if (policy !== undefined && !policies.includes(textOf(policy))) {
    causes.push(unsupportedValue('propagationPolicy', policy, ['Foreground', 'Background', 'Orphan', 'nil']))
  }
  if (causes.length > 0) throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions', name: '' }, causes)
  const preconditions = isObject(given.preconditions) ? given.preconditions : {}
  return {
    dryRun: dryRun.length > 0,
    uid: optionalText(preconditions.uid),
    resourceVersion: optionalText(preconditions.resourceVersion),
    propagationPolicy: policyOf(policy, given.orphanDependents),
    gracePeriodSeconds: typeof given.gracePeriodSeconds === 'number' ? given.gracePeriodSeconds : undefined,
  }
}

function policyOf(policy: unknown, orphan: unknown): Propagation | undefined {
  if (policy === 'Orphan' || policy === 'Background' || policy === 'Foreground') return policy
  return orphan === true ? 'Orphan' : undefined
}

function fromQuery(query: URLSearchParams): Record<string, unknown> {
  const seconds = readInteger(query.get('gracePeriodSeconds'))
  const policy = query.get('propagationPolicy')
  const orphan = query.get('orphanDependents')
  return {
    ...(seconds === undefined ? {} : { gracePeriodSeconds: seconds }),
    ...(policy === null ? {} : { propagationPolicy: policy }),
    dryRun: query.getAll('dryRun').filter((value) => value !== ''),
    ...(orphan === null ? {} : { orphanDependents: orphan === 'true' }),
  }
}

function isEmpty(body: ObjectBody): boolean {
  return body.type === 'protobuf' ? body.bytes.length === 0 : body.text.trim() === ''
}

function fromBody(body: ObjectBody): Record<string, unknown> {
  const value = readValue(body)
  if (!isObject(value)) throw badRequest('the body of a deletion must be DeleteOptions')
  const { apiVersion = 'v1', kind } = value
  if (kind !== undefined && kind !== 'DeleteOptions') {
    throw badRequest(notRegistered({ apiVersion: textOf(apiVersion), kind: textOf(kind) }))
  }
  return value
}

function readValue(body: ObjectBody): unknown {
  switch (body.type) {
    case 'protobuf':
      return readProtobuf(body.bytes)
    case 'yaml':
      return readYaml(body.text, 'error converting YAML to JSON')
    default:
      return readJson(body.text)
  }
}

function readProtobuf(bytes: Uint8Array): JsonObject {
  try {
    return decodeProtobuf(bytes, { apiVersion: 'v1', kind: 'DeleteOptions' }).value
  } catch (error) {
    throw error instanceof ProtobufError ? badRequest(error.message) : error
  }
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw badRequest(`couldn't get version/kind; json parse error: ${messageOf(error)}`)
  }
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
