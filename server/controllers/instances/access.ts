import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import { managedBy, managedByLabel } from '#api/labels.ts'
import { compareText } from '#kube/compare-text.ts'
import type { KubeObject } from '#kube/types.ts'
import { adminGroup } from '#server/identity/identity.ts'

/** Who has which role in one space or virtual cluster. */

type Rules = SpaceInstance['spec']['extraAccessRules']

/** What says which role people have: the template's access, and the rules of the instance. */
export interface RoleSources {
  /** Where no rule names somebody and the template says nothing. */
  otherwise: string
  template?: { defaultClusterRole?: string | undefined; rules?: Rules } | undefined
  /** Whether that is the instance's own, and so says no more than its rules may. */
  isOwn?: boolean
  extra?: Rules
}

/** Somebody who may use the instance. */
export interface Member {
  user: string
  subject: string
  teams: readonly string[]
}

const rbac = 'rbac.authorization.k8s.io'

/** Names of roles by the subjects who have them; a person named by several rules has all of their roles. */
export function grantedRoles(members: Iterable<Member>, sources: RoleSources): Map<string, string[]> {
  const granted = new Map<string, string[]>()
  for (const member of members) {
    for (const role of rolesOf(member, sources)) {
      granted.set(role, [...(granted.get(role) ?? []), member.subject])
    }
  }
  for (const subjects of granted.values()) subjects.sort(compareText)
  return granted
}

function rolesOf(member: Member, { otherwise, template, extra }: RoleSources): Set<string> {
  const usual = template?.defaultClusterRole || otherwise
  const rules = [...(template?.rules ?? []), ...(extra ?? [])].filter((rule) => names(rule, member))
  return new Set(rules.length === 0 ? [usual] : rules.map(({ clusterRole }) => clusterRole || usual))
}

function names({ users = [], teams = [] }: NonNullable<Rules>[number], member: Member): boolean {
  return (
    users.some((user) => user === '*' || user === member.user) ||
    teams.some((team) => team === '*' || member.teams.includes(team))
  )
}

/** One binding a role, named after it, so that a change of role never has to change a binding's roleRef. */
export function bindings(
  granted: ReadonlyMap<string, readonly string[]>,
  kind: 'RoleBinding' | 'ClusterRoleBinding',
  namespace?: string,
): KubeObject[] {
  return [...granted].map(([role, subjects]) => ({
    apiVersion: `${rbac}/v1`,
    kind,
    metadata: {
      name: `${bindingPrefix}${role}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { [managedByLabel]: managedBy },
    },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
    subjects: subjects.map((name) => ({ apiGroup: rbac, kind: 'User', name })),
  }))
}

const bindingPrefix = 'aerie:access:'

/** Whether a binding is one of ours, also one that nobody needs any more. */
export function isOurBinding({ metadata }: Pick<KubeObject, 'metadata'>): boolean {
  return metadata.name.startsWith(bindingPrefix) && metadata.labels?.[managedByLabel] === managedBy
}

/** Roles on a host that whoever may change a space may give in it. */
const shareable = new Set(['loft-cluster-space-admin', 'admin', 'edit', 'view'])

/**
 * The rules of an instance that give a role which neither its template names nor everybody may give on a host:
 * with more than `admin` somebody could lift the limits of their own space.
 */
export function refusedRoles({ template, isOwn = false, extra = [] }: RoleSources): string[] {
  const named = [
    template?.defaultClusterRole,
    ...(template?.rules ?? []).map(({ clusterRole }) => clusterRole),
  ]
  const asked = [...(isOwn ? named : []), ...extra.map(({ clusterRole }) => clusterRole)]
  const refused = asked.flatMap((role = '') =>
    role === '' || shareable.has(role) || (!isOwn && named.includes(role)) ? [] : [role],
  )
  return [...new Set(refused)]
}

/** The same with such roles replaced by the least. */
export function withoutRoles(
  { extra = [], template, isOwn, ...sources }: RoleSources,
  refused: readonly string[],
): RoleSources {
  const least = (role: string | undefined) => (refused.includes(role ?? '') ? 'view' : role)
  const safe = (rules: Rules = []) => rules.map((rule) => ({ ...rule, clusterRole: least(rule.clusterRole) }))
  const { defaultClusterRole, rules } = template ?? {}
  return {
    ...sources,
    template:
      isOwn === true ? { defaultClusterRole: least(defaultClusterRole), rules: safe(rules) } : template,
    extra: safe(extra),
  }
}

/** Lets platform administrators do everything inside of a virtual cluster. */
export const administratorsBinding: KubeObject = {
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'aerie.dev:admins', labels: { [managedByLabel]: managedBy } },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ kind: 'Group', apiGroup: rbac, name: adminGroup }],
}
