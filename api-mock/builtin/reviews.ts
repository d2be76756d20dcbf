import { isObject } from '#kube/json.ts'
import type { RequestInfo, Verb } from '#kube/request-info.ts'
import { badRequest } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { ResourceDefinition, Review, UserInfo } from '#api-mock/resources/definition.ts'
import { masters } from '#api-mock/rbac/authorizer.ts'
import type { Authorizer } from '#api-mock/rbac/authorizer.ts'
import { define } from './define.ts'

/** The kinds that answer who someone is and what he may do; they are made, answered and forgotten. */
export function reviewKinds(authorizer: Authorizer): ResourceDefinition[] {
  const authorization = 'authorization.k8s.io'
  return [
    kind(authorization, 'SelfSubjectAccessReview', false, (object, { user }) =>
      answered(object, decide(authorizer, user, specOf(object))),
    ),
    kind(authorization, 'SubjectAccessReview', false, (object) =>
      answered(object, decide(authorizer, subjectOf(specOf(object)), specOf(object))),
    ),
    kind(authorization, 'LocalSubjectAccessReview', true, (object, { namespace }) => {
      const spec = specOf(object)
      if (!isObject(spec.resourceAttributes) || spec.resourceAttributes.namespace !== namespace) {
        throw badRequest(`spec.resourceAttributes.namespace must match namespace: ${namespace ?? ''}`)
      }
      return answered(object, decide(authorizer, subjectOf(spec), spec))
    }),
    kind(authorization, 'SelfSubjectRulesReview', false, (object, { user }) =>
      answered(object, rulesFor(authorizer, user, specOf(object))),
    ),
    kind('authentication.k8s.io', 'SelfSubjectReview', false, (object, { user }) =>
      answered(object, { userInfo: shown(user) }),
    ),
  ]
}

function kind(group: string, name: string, namespaced: boolean, review: Review): ResourceDefinition {
  const plural = `${name.toLowerCase()}s`
  return define({ group, version: 'v1', kind: name, plural, namespaced, verbs: ['create'], review })
}

function answered(object: KubeObject, status: Record<string, unknown>): KubeObject {
  return { ...object, metadata: { ...object.metadata }, status }
}

function specOf({ spec }: KubeObject): Record<string, unknown> {
  return isObject(spec) ? spec : {}
}

function shown({ username, uid, groups, extra }: UserInfo): Record<string, unknown> {
  return {
    username,
    ...(uid === undefined ? {} : { uid }),
    groups,
    ...(extra === undefined ? {} : { extra }),
  }
}

/** Whom a SubjectAccessReview asks about. */
function subjectOf({ user, groups }: Record<string, unknown>): UserInfo {
  return {
    username: typeof user === 'string' ? user : '',
    groups: Array.isArray(groups) ? groups.map(String) : [],
  }
}

function decide(
  authorizer: Authorizer,
  user: UserInfo,
  spec: Record<string, unknown>,
): Record<string, unknown> {
  const request = requestOf(spec)
  const allowed = authorizer.allows(user, request)
  const { errors } = authorizer.grants(user, request.resource ? (request.namespace ?? '') : '')
  const reason = errors.length === 0 ? {} : { reason: `RBAC: ${errors.join(', ')}` }
  return { allowed, ...(allowed ? {} : reason) }
}

function requestOf(spec: Record<string, unknown>): RequestInfo {
  const { resourceAttributes: asked, nonResourceAttributes: path } = spec
  if (isObject(path)) {
    return { resource: false, verb: String(path.verb ?? ''), path: String(path.path ?? '') }
  }
  if (!isObject(asked)) {
    throw badRequest('exactly one of nonResourceAttributes or resourceAttributes must be specified')
  }
  const text = (key: string): string => (typeof asked[key] === 'string' ? asked[key] : '')
  return {
    resource: true,
    // Any word can be asked about, also one that is no verb of requests.
    verb: text('verb') as Verb,
    group: text('group'),
    version: text('version'),
    plural: text('resource'),
    ...(text('namespace') === '' ? {} : { namespace: text('namespace') }),
    ...(text('name') === '' ? {} : { name: text('name') }),
    ...(text('subresource') === '' ? {} : { subresource: text('subresource') }),
  }
}

function rulesFor(
  authorizer: Authorizer,
  user: UserInfo,
  spec: Record<string, unknown>,
): Record<string, unknown> {
  const namespace = typeof spec.namespace === 'string' ? spec.namespace : ''
  if (namespace === '') throw badRequest('no namespace on request')
  const { rules } = authorizer.grants(user, namespace)
  const all = user.groups.includes(masters)
  return {
    resourceRules: [
      ...(all ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : []),
      ...rules.filter((rule) => rule.resources !== undefined),
    ],
    nonResourceRules: [
      ...(all ? [{ verbs: ['*'], nonResourceURLs: ['*'] }] : []),
      ...rules.filter((rule) => rule.nonResourceURLs !== undefined),
    ],
    incomplete: false,
  }
}
