import type { PolicyRule } from '#kube/rules.ts'
import type { KubeObject } from '#kube/types.ts'

const apiVersion = 'rbac.authorization.k8s.io/v1'
const read = ['get', 'list', 'watch']
const write = ['create', 'delete', 'deletecollection', 'patch', 'update']

const everything: PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
]

const viewed: PolicyRule[] = [
  { apiGroups: [''], resources: ['configmaps', 'events', 'namespaces', 'serviceaccounts'], verbs: read },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: read },
]

const edited: PolicyRule[] = [
  ...viewed,
  { apiGroups: [''], resources: ['secrets'], verbs: read },
  {
    apiGroups: [''],
    resources: ['configmaps', 'events', 'secrets', 'serviceaccounts'],
    verbs: write,
  },
  { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: write },
]

const administered: PolicyRule[] = [
  ...edited,
  { apiGroups: ['authorization.k8s.io'], resources: ['localsubjectaccessreviews'], verbs: ['create'] },
  {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['rolebindings', 'roles'],
    verbs: [...write, ...read],
  },
]

const discovery = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
]

const reviewed: PolicyRule[] = [
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    verbs: ['create'],
  },
  { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
]

/** The ClusterRoles that every cluster has from the start. */
export const clusterRoles: KubeObject[] = [
  role('cluster-admin', everything),
  role('admin', administered),
  role('edit', edited),
  role('view', viewed),
  role('system:discovery', [{ nonResourceURLs: discovery, verbs: ['get'] }]),
  role('system:public-info-viewer', [
    { nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'], verbs: ['get'] },
  ]),
  role('system:basic-user', reviewed),
]

/** And who has them. */
export const clusterRoleBindings: KubeObject[] = [
  binding('cluster-admin', ['system:masters']),
  binding('system:discovery', ['system:authenticated']),
  binding('system:public-info-viewer', ['system:authenticated', 'system:unauthenticated']),
  binding('system:basic-user', ['system:authenticated']),
]

function bootstrapMetadata(): Pick<KubeObject['metadata'], 'annotations' | 'labels'> {
  return {
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
  }
}

function role(name: string, rules: PolicyRule[]): KubeObject {
  return { apiVersion, kind: 'ClusterRole', metadata: { name, ...bootstrapMetadata() }, rules }
}

function binding(name: string, groups: string[]): KubeObject {
  return {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name, ...bootstrapMetadata() },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: groups.map((group) => ({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Group',
      name: group,
    })),
  }
}
