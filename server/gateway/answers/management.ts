import type { IncomingMessage, ServerResponse } from 'node:http'
import { managementGroup } from '#api/kind.ts'
import { readRequest } from '#kube/request-info.ts'
import { badRequest, failure, methodNotAllowed, StatusError } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import { sendJson } from '#server/gateway/answer.ts'
import type { Admitted, Context } from '#server/gateway/context.ts'
import { readBody } from '#server/gateway/limits.ts'
import { reviewSelfAccess } from './access-review.ts'
import { documentAt } from './documents.ts'
import { answerSelf } from './selves.ts'
import type { VirtualAnswer } from './virtual.ts'

/** Resources of the management prefix that are stored nowhere; the documents list them too. */
const virtual: Record<string, VirtualAnswer | undefined> = {
  [`${managementGroup}/v1/selves`]: answerSelf,
  [`${managementGroup}/v1/selfsubjectaccessreviews`]: reviewSelfAccess,
  'authorization.k8s.io/v1/selfsubjectaccessreviews': reviewSelfAccess,
}

/** Answers what the gateway itself knows below `/kubernetes/management`; false leaves the request to the cluster. */
export async function answerManagement(
  context: Context,
  admitted: Admitted,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { segments, query } = admitted.target
  const info = readRequest(request.method ?? '', segments.slice(2), query)
  if (!info.resource) {
    const document = documentAt(admitted.target, request.headers.accept)
    if (document === undefined) return false
    if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed()
    sendJson(response, 200, document.body, document.contentType)
    return true
  }
  const answer = virtual[`${info.group}/${info.version}/${info.plural}`]
  if (answer === undefined) return false
  if (info.verb !== 'create') throw methodNotAllowed()
  sendJson(response, 201, answer(context, admitted, await readObject(request)))
  return true
}

/** Reads a JSON object of at most 3 MiB. */
async function readObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const type = (request.headers['content-type'] ?? 'application/json').split(';')[0]
  if (type !== 'application/json') {
    throw new StatusError(
      failure(
        415,
        'UnsupportedMediaType',
        'the body of the request was in an unknown format - accepted media types include: application/json',
      ),
    )
  }
  const bytes = await readBody(request)
  const body = parseJson(bytes.toString() || '{}')
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('the body is not an object')
  return body as Record<string, unknown>
}
