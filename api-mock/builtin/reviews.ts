import { invalidValue } from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { RequestInfo, Verb } from '#kube/request-info.ts'
import { badRequest, invalid } from '#kube/status.ts'
import type { StatusCause } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { compactRules, masters } from '#api-mock/rbac/authorizer.ts'
import type { Authorizer } from '#api-mock/rbac/authorizer.ts'
import type { FindUser, ResourceDefinition, Review, UserInfo } from '#api-mock/resources/definition.ts'
import { fieldsOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { builtIn } from './define.ts'

const authorization = 'authorization.k8s.io'
const authentication = 'authentication.k8s.io'

/** The kinds that answer who someone is and what he may do; they are made, answered and forgotten. */
export function reviewKinds(authorizer: Authorizer): ResourceDefinition[] {
  return [
    kind(authentication, 'SelfSubjectReview', ({ apiVersion, kind: own }, { user, now }) => ({
      kind: own,
      apiVersion,
      metadata: { creationTimestamp: now },
      status: { userInfo: shown(user) },
    })),
    kind(authentication, 'TokenReview', (object, { userOf }) =>
      answered(object, tokenStatus(object, userOf)),
    ),
    kind(authorization, 'LocalSubjectAccessReview', (object, { namespace }) => {
      const spec = fieldsOf(object.spec)
      check([...attributeCauses(spec), ...subjectCauses(spec), ...namespaceCauses(spec, namespace)])
      return answered(object, decide(authorizer, subjectOf(spec), spec))
    }),
    kind(authorization, 'SelfSubjectAccessReview', (object, { user }) => {
      const spec = fieldsOf(object.spec)
      check(attributeCauses(spec))
      return answered(object, decide(authorizer, user, spec))
    }),
    kind(authorization, 'SelfSubjectRulesReview', ({ apiVersion, kind: own, spec }, { user }) => ({
      kind: own,
      apiVersion,
      metadata: {},
      spec: {},
      status: rulesFor(authorizer, user, fieldsOf(spec)),
    })),
    kind(authorization, 'SubjectAccessReview', (object) => {
      const spec = fieldsOf(object.spec)
      check([...attributeCauses(spec), ...subjectCauses(spec)])
      return answered(object, decide(authorizer, subjectOf(spec), spec))
    }),
  ]
}

function kind(group: string, name: string, review: Review): ResourceDefinition {
  return builtIn(`${group}/v1/${name.toLowerCase()}s`, { review })
}

function answered({ metadata, ...object }: KubeObject, status: JsonObject): JsonObject {
  const { name, ...rest } = metadata
  return { ...object, metadata: name === '' ? rest : metadata, status }
}

function shown({ username, uid, groups, extra }: UserInfo): JsonObject {
  return {
    username,
    ...(uid === undefined ? {} : { uid }),
    groups,
    ...(extra === undefined ? {} : { extra }),
  }
}

/** Whom a review asks about. */
function subjectOf({ user, groups }: JsonObject): UserInfo {
  return { username: textOf(user), groups: textsOf(groups) }
}

function tokenStatus(object: KubeObject, userOf: FindUser): JsonObject {
  const user = userOf(textOf(fieldsOf(object.spec).token))
  if (user === undefined) return { user: {}, error: 'invalid bearer token' }
  const { audiences } = user
  return { authenticated: true, user: shown(user), ...(audiences === undefined ? {} : { audiences }) }
}

function check(causes: readonly StatusCause[]): void {
  if (causes.length > 0) throw invalid({ group: authorization, kind: '', name: '' }, causes)
}

function attributeCauses({ resourceAttributes, nonResourceAttributes: path }: JsonObject): StatusCause[] {
  if (isObject(resourceAttributes) && isObject(path)) {
    const given = { Path: textOf(path.path), Verb: textOf(path.verb) }
    const why = 'cannot be specified in combination with resourceAttributes'
    return [invalidValue('spec.nonResourceAttributes', given, why)]
  }
  if (isObject(resourceAttributes) || isObject(path)) return []
  const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified'
  return [invalidValue('spec.resourceAttributes', null, why)]
}

function subjectCauses({ user, groups }: JsonObject): StatusCause[] {
  if (textOf(user) !== '' || (Array.isArray(groups) && groups.length > 0)) return []
  return [invalidValue('spec.user', '', 'at least one of user or group must be specified')]
}

function namespaceCauses(
  { resourceAttributes: asked }: JsonObject,
  namespace: string | undefined,
): StatusCause[] {
  const given = isObject(asked) ? textOf(asked.namespace) : ''
  if (given === namespace) return []
  return [invalidValue('spec.resourceAttributes.namespace', given, 'must match metadata.namespace')]
}

function decide(authorizer: Authorizer, user: UserInfo, spec: JsonObject): JsonObject {
  const { allowed, reason } = authorizer.decide(user, requestOf(spec))
  return { allowed, ...(reason === '' ? {} : { reason }) }
}

function requestOf({ resourceAttributes: asked, nonResourceAttributes: path }: JsonObject): RequestInfo {
  if (isObject(path)) return { resource: false, verb: textOf(path.verb), path: textOf(path.path) }
  const attributes = fieldsOf(asked)
  const text = (key: string): string => textOf(attributes[key])
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

function rulesFor(authorizer: Authorizer, user: UserInfo, { namespace }: JsonObject): JsonObject {
  if (textOf(namespace) === '') throw badRequest('no namespace on request')
  const { rules, errors } = authorizer.grants(user, textOf(namespace))
  const all = user.groups.includes(masters)
  const compact = compactRules(rules)
  return {
    resourceRules: [
      ...(all ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : []),
      ...compact.filter(({ resources }) => resources !== undefined),
    ],
    nonResourceRules: [
      ...(all ? [{ verbs: ['*'], nonResourceURLs: ['*'] }] : []),
      ...compact.filter(({ nonResourceURLs }) => nonResourceURLs !== undefined),
    ],
    incomplete: errors.length > 0,
    ...(errors.length === 0 ? {} : { evaluationError: errors.join(', ') }),
  }
}
