import type { Json, Step } from '#e2e/oracle/scenario.ts'
import { forget } from './steps.ts'

export const rbac = '/apis/rbac.authorization.k8s.io/v1'
export const rbacVersion = 'rbac.authorization.k8s.io/v1'

export const clusterRole = (name: string, rules: Json): Json => ({
  apiVersion: rbacVersion,
  kind: 'ClusterRole',
  metadata: { name },
  rules,
})
export const binding = (name: string, role: string, user: string): Json => ({
  apiVersion: rbacVersion,
  kind: 'ClusterRoleBinding',
  metadata: { name },
  subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }],
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
})

export const forgetRoles = (...names: string[]): Step[] =>
  names.flatMap((name) => [
    forget(`${rbac}/clusterroles/${name}`),
    forget(`${rbac}/clusterrolebindings/${name}`),
  ])
