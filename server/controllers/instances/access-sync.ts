import type { KubeObject } from '#kube/types.ts'
import type { Directory } from '#server/identity/directory.ts'
import { bindings, grantedRoles, isOurBinding, type Member, type RoleSources } from './access.ts'
import { mayUse } from './people.ts'
import type { Instance, InstanceKind } from './subject.ts'
import type { Target } from './target.ts'

/**
 * Everybody who may use an instance, as the gateway decides it, so that the two cannot differ. Platform
 * administrators have all rights in every cluster and need none of these.
 */
export function membersOf(directory: Directory, of: InstanceKind, instance: Instance): Member[] {
  return [...directory.users.keys()].flatMap((user) => {
    const identity = directory.identity(user)
    return identity !== undefined && mayUse(identity, of, instance) ? [identity] : []
  })
}

const rbac = 'rbac.authorization.k8s.io/v1'

/** Makes the bindings of a namespace, or of a whole cluster, exactly what people are granted. */
export async function syncBindings(
  target: Target,
  members: readonly Member[],
  sources: RoleSources,
  namespace?: string,
): Promise<void> {
  const kind = namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding'
  const wanted = bindings(grantedRoles(members, sources), kind, namespace)
  const names = new Set(wanted.map(({ metadata }) => metadata.name))
  for (const binding of (await target.ours(rbac, kind)).values()) {
    if (binding.metadata.namespace !== namespace || !isOurBinding(binding)) continue
    if (!names.has(binding.metadata.name)) await target.remove(withKind(binding, kind))
  }
  for (const binding of wanted) await target.ensure(binding)
}

/** The objects of a list do not say what they are. */
function withKind(object: KubeObject, kind: string): KubeObject {
  return { ...object, apiVersion: rbac, kind }
}
