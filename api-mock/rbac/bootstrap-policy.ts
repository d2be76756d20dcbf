import type { PolicyRule } from '#kube/rules.ts'
import type { KubeObject } from '#kube/types.ts'
import { userRoles } from './user-roles.ts'

const apiVersion = 'rbac.authorization.k8s.io/v1'

const everything: PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
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
  ...userRoles.flatMap(({ name, rules }, level) => aggregated(name, rules, level)),
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

function label(name: string): string {
  return `rbac.authorization.k8s.io/aggregate-to-${name}`
}

/**
 * A role for people and the part of it that is its own. Others can add to it by labelling roles of theirs; a
 * controller keeps the sum, which is right from the start.
 */
function aggregated(name: string, own: PolicyRule[], level: number): KubeObject[] {
  const sum = userRoles.slice(0, level + 1).flatMap(({ rules }) => rules)
  const above = userRoles[level + 1]?.name
  const whole = role(name, sum)
  const part = role(`system:aggregate-to-${name}`, own)
  return [
    {
      ...whole,
      metadata: labelled(whole, above),
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label(name)]: 'true' } }] },
    },
    { ...part, metadata: labelled(part, name) },
  ]
}

function labelled({ metadata }: KubeObject, to: string | undefined): KubeObject['metadata'] {
  return to === undefined ? metadata : { ...metadata, labels: { ...metadata.labels, [label(to)]: 'true' } }
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
