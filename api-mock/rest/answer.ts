import { isTrue } from '#kube/request-info.ts'
import { badRequest, failure, StatusError, unexplained } from '#kube/status.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { readAccept } from '#api-mock/serve/accept.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { headerOf, jsonAnswer, warningHeaders } from '#api-mock/serve/exchange.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { presentObject } from '#api-mock/serve/present.ts'
import type { Format, IncludeObject } from '#api-mock/serve/present.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import { toYaml } from '#api-mock/serve/yaml.ts'

/** How the answer to this request is to look; throws 406 or 400. */
export interface Reply extends Format {
  encoding: 'json' | 'yaml'
  pretty: boolean
}

export function readReply({ request, query }: Pick<Context, 'request' | 'query'>): Reply {
  const pretty = query.get('pretty')
  const accepted = readAccept(headerOf(request.headers, 'accept'), {
    transformable: true,
    pretty: isTrue(pretty),
  })
  return { ...accepted, includeObject: readInclude(query) }
}

function readInclude(query: URLSearchParams): IncludeObject {
  const asked = query.get('includeObject') ?? ''
  if (asked === '' || asked === 'Metadata') return 'Metadata'
  if (asked === 'None' || asked === 'Object') return asked
  const why = `includeObject: Invalid value: "${asked}": must be 'Metadata', 'Object', 'None', or empty`
  throw badRequest(`Unable to convert to Table as requested: ${why}`)
}

/** Throws StatusError 406 where one object's format is asked of a list, 500 the other way round. */
export function checkFormat(
  { as }: Pick<Reply, 'as'>,
  { custom, listKind, group }: ResourceDefinition,
  list: boolean,
): void {
  if (list && as === 'PartialObjectMetadata') {
    const type =
      custom === undefined
        ? `${group === '' ? 'core' : (group.split('.')[0] ?? '')}.${listKind}`
        : 'unstructured.UnstructuredList'
    const why = `you requested PartialObjectMetadata, but the requested object is a list (*${type})`
    throw new StatusError(failure(406, 'NotAcceptable', why))
  }
  if (!list && as === 'PartialObjectMetadataList') throw unexplained('content is not a list')
}

/** Answers with one object. */
export function objectAnswer(context: Context, stored: Stored, reply: Reply, status = 200): Answer {
  const { definition, cluster } = context
  checkFormat(reply, definition, false)
  const text = presentObject(definition, stored, reply, cluster.clock().getTime())
  return encoded(text, reply, status, context.warnings)
}

/** JSON text as the client wants to read it. */
export function encoded(
  text: string,
  { encoding, pretty }: Pick<Reply, 'encoding' | 'pretty'>,
  status = 200,
  warnings: readonly string[] = [],
): Answer {
  if (encoding === 'yaml') {
    const headers = { 'content-type': 'application/yaml', ...warningHeaders(warnings) }
    return { status, headers, body: toYaml(text) }
  }
  return jsonAnswer(status, pretty ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text, warnings)
}
