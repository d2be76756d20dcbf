import type { SpaceInstance } from './kinds/space-instance.ts'
import type { SpaceTemplate } from './kinds/space-template.ts'

/** What gives people roles in a space. */
interface Given {
  template?: NonNullable<SpaceTemplate['spec']['template']>['access']
  /** Whether that is the space's own, and so says no more than its rules may. */
  isOwn?: boolean
  extra?: SpaceInstance['spec']['extraAccessRules']
}

/** Roles on a host that whoever may change a space may give in it. */
const shared = new Set(['loft-cluster-space-admin', 'admin', 'edit', 'view'])

/**
 * The roles that a space gives and that neither its template names nor everybody may give on a host: with more than
 * `admin` somebody could lift the limits of their own space.
 */
export function refusedRoles({ template, isOwn = false, extra = [] }: Given): string[] {
  const named = [
    template?.defaultClusterRole,
    ...(template?.rules ?? []).map(({ clusterRole }) => clusterRole),
  ]
  const asked = [...(isOwn ? named : []), ...extra.map(({ clusterRole }) => clusterRole)]
  const refused = asked.flatMap((role = '') =>
    role === '' || shared.has(role) || (!isOwn && named.includes(role)) ? [] : [role],
  )
  return [...new Set(refused)]
}
