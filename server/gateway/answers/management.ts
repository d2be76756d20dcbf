import type { IncomingMessage, ServerResponse } from 'node:http'
import { managementGroup } from '#api/kind.ts'
import { readRequest } from '#kube/request-info.ts'
import { methodNotAllowed } from '#kube/status.ts'
import { sendJson } from '#server/gateway/answer.ts'
import type { Admitted, Context } from '#server/gateway/context.ts'
import { isOfKeys } from '#server/gateway/scope.ts'
import { readObject } from './body.ts'
import { documentAt } from './documents.ts'
import { answerKeys } from './owned-keys.ts'
import { reviewAccess, reviewSelf, reviewSelfAccess, reviewSelfRules } from './reviews.ts'
import { answerSelf } from './selves.ts'
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
  if (isOfKeys(info)) {
    const answered = await answerKeys(context, admitted, request, info)
    if (answered !== undefined) sendJson(response, answered.code, answered.body)
    return answered !== undefined
  }
  const found = virtual[`${info.group}/${info.version}/${info.plural}`]
  if (found === undefined) return false
  if (info.verb !== 'create') throw methodNotAllowed()
  const expected = { apiVersion: `${info.group}/${info.version}`, kind: found.kind }
  const body = await readObject(request, expected)
  sendJson(response, 201, found.answer(context, admitted, body))
  return true
}
