import { parse as parseYaml } from 'yaml'
import { badRequest } from '#kube/status.ts'
import { messageOf } from '#api-mock/store/database.ts'
import { unsupportedMediaType } from './errors.ts'
import { headerOf } from './exchange.ts'
import type { ApiRequest } from './exchange.ts'

/** The most bytes that a body may have, as kube-apiserver limits it. */
export const mostBodyBytes = 3 * 1024 * 1024

/** How often a YAML document may refer to an anchor: a short text must not become a huge object. */
const mostAliases = 100

export type MediaType = 'json' | 'yaml'

const objectTypes: Record<string, MediaType> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
}

const acceptedObjects = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']

/** A body as text, with the form that its Content-Type names. Protobuf bodies would be decoded here. */
export async function readObjectBody(request: ApiRequest): Promise<{ text: string; type: MediaType }> {
  const type = objectTypes[mediaTypeOf(request) ?? 'application/json']
  if (type === undefined) throw unsupportedMediaType(acceptedObjects)
  return { text: (await request.body()).toString('utf8'), type }
}

/** The Content-Type without parameters, in lower case; undefined when there is none. */
export function mediaTypeOf({ headers }: ApiRequest): string | undefined {
  const header = headerOf(headers, 'content-type')
  const type = header?.split(';', 1)[0]?.trim().toLowerCase()
  return type === '' ? undefined : type
}

/** YAML as the JSON value that it stands for; throws an Error with a message for people. */
export function yamlValue(text: string): unknown {
  return parseYaml(text, { maxAliasCount: mostAliases, schema: 'core', uniqueKeys: false, logLevel: 'error' })
}

/** Throws StatusError 400 when the text is no YAML. */
export function readYaml(text: string, message: string): unknown {
  try {
    return yamlValue(text)
  } catch (error) {
    throw badRequest(`${message}: yaml: ${messageOf(error).split('\n', 1)[0] ?? ''}`)
  }
}
