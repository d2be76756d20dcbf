import type { KubeObject } from '#kube/types.ts'
import { orAbsent } from '#server/cluster/client.ts'
import type { Directory } from '#server/identity/directory.ts'
import { bindings, grantedRoles, isOurBinding, type Member, type RoleSources } from './access.ts'
import type { Host } from './hosts.ts'
import { insiders, isAmong, type Known } from './outsiders.ts'
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

/**
 * Takes people out of the bindings that others made in the namespace of an instance who may not use it: whoever
 * had rights there could bind whom they like, and themselves for when they are gone. What the manifests of a
 * template bind stays as it says.
 */
export async function removeOutsiders(
  host: Host,
  { directory, of, instance, namespace, manifests }: Outsiders,
): Promise<void> {
  const people = [...directory.users.keys()].flatMap((user): Known[] => {
    const identity = directory.identity(user)
    const inside = identity?.admin === true || mayUse(identity, of, instance)
    return identity === undefined ? [] : [{ identity, inside }]
  })
  for (const binding of await host.bindingsOfOthers(namespace)) {
    if (isOurBinding(binding) || isAmong(manifests, binding)) continue
    const subjects = insiders(binding, people)
    if (subjects === undefined) continue
    const path = `/apis/${rbac}/namespaces/${encodeURIComponent(namespace)}/rolebindings/${encodeURIComponent(binding.metadata.name)}`
    const { resourceVersion } = binding.metadata
    if (subjects.length === 0) await orAbsent(host.client.remove(path))
    else await orAbsent(host.client.merge(path, { metadata: { resourceVersion }, subjects }))
  }
}

interface Outsiders {
  directory: Directory
  of: InstanceKind
  instance: Instance
  namespace: string
  manifests: readonly KubeObject[]
}

/** The objects of a list do not say what they are. */
function withKind(object: KubeObject, kind: string): KubeObject {
  return { ...object, apiVersion: rbac, kind }
}
