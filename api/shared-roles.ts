import type { SpaceInstance } from './kinds/space-instance.ts'
import type { SpaceTemplate } from './kinds/space-template.ts'

type Access = NonNullable<NonNullable<SpaceTemplate['spec']['template']>['access']>

/** Roles on a host that whoever may change a space may give in it. */
const shared = new Set(['loft-cluster-space-admin', 'admin', 'edit', 'view'])

/**
 * The roles that rules of a space give and that neither its template names nor everybody may give on a host: with
 * more than `admin` somebody could lift the limits of their own space.
 */
export function refusedRoles(
  template: Access | undefined,
  extra: SpaceInstance['spec']['extraAccessRules'] = [],
): string[] {
  const named = [
    template?.defaultClusterRole,
    ...(template?.rules ?? []).map(({ clusterRole }) => clusterRole),
  ]
  const refused = extra.flatMap(({ clusterRole = '' }) =>
    clusterRole === '' || shared.has(clusterRole) || named.includes(clusterRole) ? [] : [clusterRole],
  )
  return [...new Set(refused)]
}
