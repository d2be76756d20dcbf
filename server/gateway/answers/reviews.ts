import { isObject, type JsonObject } from '#kube/json.ts'
import { badRequest } from '#kube/status.ts'
import { writeTime } from '#kube/time.ts'
import type { Decision } from '#server/gateway/may.ts'
import type { Admitted, Context } from '#server/gateway/context.ts'
import { decisionOn, decisionOnPath, rulesOf } from './questions.ts'
import type { VirtualAnswer } from './virtual.ts'

/** A SelfSubjectAccessReview on the management API, answered by the same function that decides, with its reason. */
export const reviewSelfAccess: VirtualAnswer = (context, admitted, body) => {
  const { apiVersion, kind } = body
  const spec = objectAt(body, 'spec') ?? {}
  const status = decisionFor(context, admitted, spec)
  return { apiVersion, kind, metadata: { creationTimestamp: null }, spec, status }
}

function decisionFor({ directory }: Context, { caller }: Admitted, spec: JsonObject): Decision {
  const resource = objectAt(spec, 'resourceAttributes')
  const path = objectAt(spec, 'nonResourceAttributes')
  if (resource !== undefined && path !== undefined)
    throw badRequest('spec has either resourceAttributes or nonResourceAttributes')
  if (path !== undefined) return decisionOnPath(caller, textAt(path, 'verb'), textAt(path, 'path'))
  const question = {
    verb: textAt(resource ?? {}, 'verb'),
    group: textAt(resource ?? {}, 'group'),
    plural: textAt(resource ?? {}, 'resource'),
  }
  if (question.plural === '' || question.verb === '')
    throw badRequest('spec.resourceAttributes needs a verb and a resource')
  // The namespace says nothing: what is served so far is outside of any.
  return decisionOn(directory, caller, {
    ...question,
    ...given('name', textAt(resource ?? {}, 'name')),
    ...given('subresource', textAt(resource ?? {}, 'subresource')),
  })
}

/** A SelfSubjectRulesReview: all that the caller may, whatever namespace is asked about. */
export const reviewSelfRules: VirtualAnswer = ({ directory }, { caller }, body) => {
  const { apiVersion, kind } = body
  textAt(objectAt(body, 'spec') ?? {}, 'namespace')
  return { apiVersion, kind, metadata: {}, spec: {}, status: rulesOf(directory, caller) }
}

/** A SelfSubjectReview: by which name and in which groups the caller is known wherever Kubernetes decides. */
export const reviewSelf: VirtualAnswer = (_, { caller }, { apiVersion, kind }) => {
  const { subject, uid, groups } = caller.identity
  const metadata = { creationTimestamp: writeTime(Date.now()) }
  return { apiVersion, kind, metadata, status: { userInfo: { username: subject, uid, groups } } }
}

function given(field: 'name' | 'subresource', text: string): Partial<Record<'name' | 'subresource', string>> {
  return text === '' ? {} : { [field]: text }
}

/** An object in the body, or undefined where there is none; anything else there is a mistake. */
function objectAt(from: JsonObject, field: string): JsonObject | undefined {
  const value = from[field] ?? undefined
  if (value === undefined || isObject(value)) return value
  throw badRequest(`${field} is not an object`)
}

function textAt(from: JsonObject, field: string): string {
  const value = from[field] ?? ''
  if (typeof value === 'string') return value
  throw badRequest(`${field} is not a text`)
}
