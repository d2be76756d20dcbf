import type { SpaceInstance } from './kinds/space-instance.ts'
import type { SpaceTemplate } from './kinds/space-template.ts'

type Access = NonNullable<NonNullable<SpaceTemplate['spec']['template']>['access']>

/** Roles on a host that whoever may change a space may give in it. */
const shared = new Set(['loft-cluster-space-admin', 'admin', 'edit', 'view'])

/** What says which roles people have in a space. */
interface Given {
  /** Of what the space is made from. */
  template?: Access | undefined
  /** Whether that is the space's own, and so gives no more than its rules may. */
  isOwn?: boolean
  /** The rules of the space. */
  extra?: SpaceInstance['spec']['extraAccessRules']
}

/**
 * The roles that a space gives and that neither a template names nor everybody may give on a host: with more than
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
