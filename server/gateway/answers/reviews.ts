import { kindNamed } from '#api/kinds.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { badRequest, forbidden } from '#kube/status.ts'
import { writeTime } from '#kube/time.ts'
import { findNow } from '#server/gateway/decide.ts'
import { may, type Decision } from '#server/gateway/may.ts'
import type { Context } from '#server/gateway/context.ts'
import { subjectOf } from '#server/identity/identity.ts'
import { decisionOn, decisionOnPath, rulesOf, type Asker } from './questions.ts'
import type { VirtualAnswer } from './virtual.ts'

/** A SelfSubjectAccessReview on the management API, answered by the same function that decides, with its reason. */
export const reviewSelfAccess: VirtualAnswer = ({ directory }, { caller }, body) =>
  reviewed(body, async (spec) => decisionFor(directory, caller, spec))

/** The same about somebody else, for platform administrators; a key of theirs may narrow it, which nobody asks here. */
export const reviewAccess: VirtualAnswer = async ({ directory }, { caller }, body) => {
  const plural = 'subjectaccessreviews'
  const { allowed, reason } = may(caller.identity, 'create', plural)
  if (!allowed) throw forbidden({ group: groupOf(body), plural }, reason)
  return reviewed(body, async (spec) => {
    const user = textAt(spec, 'user')
    if (user === '') throw badRequest('spec.user is needed')
    const name = user.startsWith(subjectOf('')) ? user.slice(subjectOf('').length) : user
    const identity = directory.identity(name)
    if (identity === undefined) return { allowed: false, reason: `there is no user ${name} who can sign in` }
    return decisionFor(directory, { identity, key: {} }, spec)
  })
}

async function reviewed(body: JsonObject, decision: (spec: JsonObject) => Promise<Decision>) {
  const { apiVersion, kind } = body
  const spec = objectAt(body, 'spec') ?? {}
  const status = await decision(spec)
  return { apiVersion, kind, metadata: { creationTimestamp: null }, spec, status }
}

function groupOf({ apiVersion }: JsonObject): string {
  return typeof apiVersion === 'string' ? (apiVersion.split('/')[0] ?? '') : ''
}

async function decisionFor(
  directory: Context['directory'],
  asker: Asker,
  spec: JsonObject,
): Promise<Decision> {
  const resource = objectAt(spec, 'resourceAttributes')
  const path = objectAt(spec, 'nonResourceAttributes')
  if (resource !== undefined && path !== undefined)
    throw badRequest('spec has either resourceAttributes or nonResourceAttributes')
  if (path !== undefined) return decisionOnPath(asker, textAt(path, 'verb'), textAt(path, 'path'))
  const question = {
    verb: textAt(resource ?? {}, 'verb'),
    group: textAt(resource ?? {}, 'group'),
    plural: textAt(resource ?? {}, 'resource'),
  }
  if (question.plural === '' || question.verb === '')
    throw badRequest('spec.resourceAttributes needs a verb and a resource')
  const place = {
    ...given('name', textAt(resource ?? {}, 'name')),
    ...given('namespace', textAt(resource ?? {}, 'namespace')),
    ...given('subresource', textAt(resource ?? {}, 'subresource')),
  }
  // Whoever made it a moment ago may ask what they may do with it.
  const kind = kindNamed(question.group, question.plural)
  const { name } = place
  const object =
    kind?.scope === 'Namespaced' && name && (await findNow(directory, asker.identity, kind, place, name))
  return decisionOn(directory, asker, { ...question, ...place, ...(object ? { object } : {}) })
}

/** A SelfSubjectRulesReview: all that the caller may outside of namespaces and in the one that is asked about. */
export const reviewSelfRules: VirtualAnswer = ({ directory }, { caller }, body) => {
  const { apiVersion, kind } = body
  const namespace = textAt(objectAt(body, 'spec') ?? {}, 'namespace')
  return { apiVersion, kind, metadata: {}, spec: {}, status: rulesOf(directory, caller, namespace) }
}

/** A SelfSubjectReview: by which name and in which groups the caller is known wherever Kubernetes decides. */
export const reviewSelf: VirtualAnswer = (_, { caller }, { apiVersion, kind }) => {
  const { subject, uid, groups } = caller.identity
  const metadata = { creationTimestamp: writeTime(Date.now()) }
  return { apiVersion, kind, metadata, status: { userInfo: { username: subject, uid, groups } } }
}

type Given = 'name' | 'namespace' | 'subresource'

function given(field: Given, text: string): Partial<Record<Given, string>> {
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
