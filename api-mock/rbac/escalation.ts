import { sameJson } from '#kube/json.ts'
import { covers, describeRules } from '#kube/rules.ts'
import type { PolicyRule } from '#kube/rules.ts'
import { failure, forbidden, StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Admission, UserInfo } from '#api-mock/resources/definition.ts'
import { masters, readRoleRef, readRules } from './authorizer.ts'
import type { Authorizer } from './authorizer.ts'

const group = 'rbac.authorization.k8s.io'

/** A role may only hold what its writer may do himself, unless he has the verb `escalate` on it. */
export function checkRole(
  authorizer: Authorizer,
  object: KubeObject,
  live: KubeObject | undefined,
  { user, verb }: Admission,
): void {
  if (verb === 'delete' || user.groups.includes(masters)) return
  const gathers = 'aggregationRule' in object || (live !== undefined && 'aggregationRule' in live)
  if (live !== undefined && sameJson(grantOf(live), grantOf(object))) return
  if (may(authorizer, user, 'escalate', object)) return
  refuseMore(authorizer, user, object, readRules(object.rules))
  if (gathers && covers(authorizer.grants(user, '').rules, everything).length > 0) {
    const subject = { group, plural: pluralOf(object.kind), name: object.metadata.name }
    throw forbidden(subject, 'must have cluster-admin privileges to use the aggregationRule')
  }
}

/** A role that gathers the rules of others can come to hold anything, and to lose it again. */
const everything: PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
]

function grantOf({ rules, aggregationRule }: KubeObject): unknown {
  return { rules, aggregationRule }
}

/** A binding may only give what its writer may do himself, unless he has the verb `bind` on the role. */
export function checkBinding(
  authorizer: Authorizer,
  object: KubeObject,
  live: KubeObject | undefined,
  { user, verb }: Admission,
): void {
  if (verb === 'delete' || user.groups.includes(masters)) return
  if (
    live !== undefined &&
    sameJson(live.roleRef, object.roleRef) &&
    sameJson(live.subjects, object.subjects)
  )
    return
  const ref = readRoleRef(object.roleRef)
  const namespace = object.metadata.namespace ?? ''
  const bound = { kind: ref.kind, metadata: { name: ref.name, namespace } }
  if (may(authorizer, user, 'bind', bound)) return
  const rules = authorizer.rulesOf(ref, namespace)
  if (rules === undefined) {
    const plural = pluralOf(ref.kind)
    const message = `${plural}.${group} "${ref.name}" not found`
    throw new StatusError(failure(404, 'NotFound', message, { name: ref.name, group, kind: plural }))
  }
  refuseMore(authorizer, user, object, rules)
}

function may(
  authorizer: Authorizer,
  user: UserInfo,
  verb: 'escalate' | 'bind',
  { kind, metadata }: Pick<KubeObject, 'kind' | 'metadata'>,
): boolean {
  const namespace = metadata.namespace ?? ''
  return authorizer.allows(user, {
    resource: true,
    // The verbs of RBAC's own checks are no verbs of requests.
    verb: verb as 'get',
    group,
    version: '*',
    plural: pluralOf(kind),
    name: metadata.name,
    ...(namespace === '' ? {} : { namespace }),
  })
}

function pluralOf(kind: string): string {
  return `${kind.toLowerCase()}s`
}

function refuseMore(authorizer: Authorizer, user: UserInfo, object: KubeObject, wanted: PolicyRule[]): void {
  const { rules, errors } = authorizer.grants(user, object.metadata.namespace ?? '')
  const uncovered = covers(rules, wanted)
  if (uncovered.length === 0) return
  const { name } = object.metadata
  const plural = pluralOf(object.kind)
  const who = `user ${JSON.stringify(user.username)} (groups=[${user.groups.map((each) => JSON.stringify(each)).join(' ')}])`
  const what = describeRules(uncovered).join('\n')
  const resolution = errors.length === 0 ? '' : `; resolution errors: [${errors.join(', ')}]`
  throw new StatusError(
    failure(
      403,
      'Forbidden',
      `${plural}.${group} "${name}" is forbidden: ${who} is attempting to grant RBAC permissions not currently held:\n${what}${resolution}`,
      { name, group, kind: plural },
    ),
  )
}
