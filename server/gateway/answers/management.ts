import type { IncomingMessage, ServerResponse } from 'node:http'
import { managementGroup } from '#api/kind.ts'
import { readRequest } from '#kube/request-info.ts'
import { methodNotAllowed, noSuchResource } from '#kube/status.ts'
import { sendJson } from '#server/gateway/answer.ts'
import type { Admitted, Context } from '#server/gateway/context.ts'
import { decide } from '#server/gateway/decide.ts'
import { isOfKeys } from '#server/gateway/scope.ts'
import { readObject } from './body.ts'
import { documentAt } from './documents.ts'
import { asksForNamespace, namespaceOf } from './namespaces.ts'
import { answerKeys } from './owned-keys.ts'
import { partAt } from './parts.ts'
import { reviewAccess, reviewSelf, reviewSelfAccess, reviewSelfRules } from './reviews.ts'
import { answerSelf } from './selves.ts'
import { headOf, type AskedPart, type Part } from './subresource.ts'
import type { Virtual } from './virtual.ts'

/** Resources of the management prefix that are stored nowhere; the documents list them too. */
const virtual: Record<string, Virtual | undefined> = {
  [`${managementGroup}/v1/selves`]: { kind: 'Self', answer: answerSelf },
  [`${managementGroup}/v1/selfsubjectaccessreviews`]: {
    kind: 'SelfSubjectAccessReview',
    answer: reviewSelfAccess,
  },
  'authorization.k8s.io/v1/selfsubjectaccessreviews': {
    kind: 'SelfSubjectAccessReview',
    answer: reviewSelfAccess,
  },
  [`${managementGroup}/v1/subjectaccessreviews`]: { kind: 'SubjectAccessReview', answer: reviewAccess },
  'authorization.k8s.io/v1/subjectaccessreviews': { kind: 'SubjectAccessReview', answer: reviewAccess },
  'authorization.k8s.io/v1/selfsubjectrulesreviews': {
    kind: 'SelfSubjectRulesReview',
    answer: reviewSelfRules,
  },
  'authentication.k8s.io/v1/selfsubjectreviews': { kind: 'SelfSubjectReview', answer: reviewSelf },
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
  if (asksForNamespace(info)) {
    sendJson(response, 200, namespaceOf(context.directory, admitted.caller.identity, info.name ?? ''))
    return true
  }
  if (isOfKeys(info)) {
    const answered = await answerKeys(context, admitted, request, info)
    if (answered !== undefined) sendJson(response, answered.code, answered.body)
    return answered !== undefined
  }
  const part = partAt(info)
  if (part !== undefined) {
    await answerPart({ context, admitted, request, info }, part, response)
    return true
  }
  const found = virtual[`${info.group}/${info.version}/${info.plural}`]
  if (found === undefined) return false
  if (info.verb !== 'create') throw methodNotAllowed()
  const expected = { apiVersion: `${info.group}/${info.version}`, kind: found.kind }
  const body = await readObject(request, expected)
  sendJson(response, 201, await found.answer(context, admitted, body))
  return true
}

/** Answers for a part of an object, once that may be seen and the part asked for. */
async function answerPart(asked: AskedPart, part: Part, response: ServerResponse): Promise<void> {
  const { context, admitted, info } = asked
  const answer = part.answers[info.verb]
  if (answer === undefined || info.name === undefined) throw methodNotAllowed()
  // What follows a part is nothing.
  const depth = info.namespace === undefined ? 8 : 10
  if (admitted.target.segments.length > depth) throw noSuchResource()
  await decide(context.directory, admitted.caller.identity, info)
  const body = { ...headOf(part.kind, info, info.name), ...(await answer(asked)) }
  sendJson(response, info.verb === 'create' ? 201 : 200, body)
}
