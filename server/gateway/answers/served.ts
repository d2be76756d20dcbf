import { managementGroup, type Kind } from '#api/kind.ts'
import { kinds } from '#api/kinds.ts'
import { ownedAccessKey } from '#api/kinds/owned-access-key.ts'
import type { ServedResource, ServedSubresource } from '#kube/discovery.ts'

const collectionVerbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch']

/** Resources that are answered by the gateway and stored nowhere. */
const virtual: ServedResource[] = [
  {
    group: ownedAccessKey.group,
    version: ownedAccessKey.version,
    kind: ownedAccessKey.kind,
    plural: ownedAccessKey.plural,
    singular: ownedAccessKey.singular,
    shortNames: ownedAccessKey.shortNames,
    namespaced: false,
    verbs: collectionVerbs.filter((verb) => verb !== 'deletecollection'),
  },
  question(managementGroup, 'Self', 'selves', 'self'),
  question(managementGroup, 'SelfSubjectAccessReview'),
  question(managementGroup, 'SubjectAccessReview'),
  question('authorization.k8s.io', 'SelfSubjectAccessReview'),
  question('authorization.k8s.io', 'SubjectAccessReview'),
  question('authorization.k8s.io', 'SelfSubjectRulesReview'),
  question('authentication.k8s.io', 'SelfSubjectReview'),
]

/** Subresources that the gateway answers beside what is stored (contract §3.2), by plural. */
const answered: Record<string, readonly ServedSubresource[] | undefined> = {
  clusters: [{ name: 'members', kind: 'ClusterMembers', verbs: ['get'] }],
  projects: [
    { name: 'clusters', kind: 'ProjectClusters', verbs: ['get'] },
    { name: 'members', kind: 'ProjectMembers', verbs: ['get'] },
    { name: 'templates', kind: 'ProjectTemplates', verbs: ['get'] },
  ],
  spaceinstances: [{ name: 'kubeconfig', kind: 'SpaceInstanceKubeConfig', verbs: ['create'] }],
  teams: [{ name: 'accesskeys', kind: 'TeamAccessKeys', verbs: ['get'] }],
  users: [
    { name: 'accesskeys', kind: 'UserAccessKeys', verbs: ['get'] },
    { name: 'clusters', kind: 'UserClusters', verbs: ['get'] },
    { name: 'permissions', kind: 'UserPermissions', verbs: ['get'] },
    { name: 'profile', kind: 'UserProfile', verbs: ['get', 'create'] },
  ],
  virtualclusterinstances: [
    { name: 'kubeconfig', kind: 'VirtualClusterInstanceKubeConfig', verbs: ['create'] },
    { name: 'log', kind: 'VirtualClusterInstanceLog', verbs: ['get'] },
  ],
}

/**
 * What can be asked about but is no request: using an instance or a secret (a verb), and making one without a template (a
 * subresource), by plural.
 */
export const rights: Record<
  string,
  { verbs: readonly string[]; subresources: readonly ServedSubresource[] } | undefined
> = {
  projectsecrets: { verbs: ['use'], subresources: [] },
  spaceinstances: { verbs: ['use'], subresources: [restricted('SpaceInstance')] },
  virtualclusterinstances: { verbs: ['use'], subresources: [restricted('VirtualClusterInstance')] },
}

function restricted(kind: string): ServedSubresource {
  return { name: 'restricted', kind, verbs: ['create'] }
}

/** Everything that the management prefix serves, in the order of discovery. */
export const served: readonly ServedResource[] = [...kinds.map(storedResource), ...virtual].sort(
  (a, b) =>
    Number(a.group !== managementGroup) - Number(b.group !== managementGroup) ||
    a.group.localeCompare(b.group) ||
    a.plural.localeCompare(b.plural),
)

function storedResource(kind: Kind): ServedResource {
  return {
    group: kind.group,
    version: kind.version,
    kind: kind.kind,
    plural: kind.plural,
    singular: kind.singular,
    shortNames: kind.shortNames,
    namespaced: kind.scope === 'Namespaced',
    verbs: collectionVerbs,
    subresources: [
      ...(answered[kind.plural] ?? []),
      { name: 'status', kind: kind.kind, verbs: ['get', 'patch', 'update'] },
    ],
  }
}

/** A kind whose objects are questions: made, answered and forgotten. */
function question(
  group: string,
  kind: string,
  plural = `${kind.toLowerCase()}s`,
  singular = kind.toLowerCase(),
): ServedResource {
  return { group, version: 'v1', kind, plural, singular, namespaced: false, verbs: ['create'] }
}
