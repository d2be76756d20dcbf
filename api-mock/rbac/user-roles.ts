import type { PolicyRule } from '#kube/rules.ts'

const read = ['get', 'list', 'watch']
const write = ['create', 'delete', 'deletecollection', 'patch', 'update']

function rule(group: string | readonly string[], resources: string, verbs: readonly string[]): PolicyRule {
  return {
    apiGroups: typeof group === 'string' ? [group] : [...group],
    resources: resources.split(' '),
    verbs: [...verbs],
  }
}

const workloads =
  'deployments deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale daemonsets'

/** What may be seen in a namespace: all but secrets, and who has which rights. */
const viewed: PolicyRule[] = [
  rule(
    '',
    'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status',
    read,
  ),
  rule(
    '',
    'bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status',
    read,
  ),
  rule('', 'namespaces', read),
  rule(['', 'events.k8s.io'], 'events', read),
  rule('discovery.k8s.io', 'endpointslices', read),
  rule(
    'apps',
    `controllerrevisions ${workloads} daemonsets/status deployments/status replicasets/status statefulsets/status`,
    read,
  ),
  rule('autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status', read),
  rule('batch', 'cronjobs cronjobs/status jobs jobs/status', read),
  rule('policy', 'poddisruptionbudgets poddisruptionbudgets/status', read),
  rule('networking.k8s.io', 'ingresses ingresses/status networkpolicies', read),
  rule('coordination.k8s.io', 'leases', read),
  // A cluster with metrics lets those who see pods see what these use.
  rule('metrics.k8s.io', 'pods', read),
]

const edited: PolicyRule[] = [
  rule('', 'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy', read),
  rule('', 'serviceaccounts', ['impersonate']),
  rule('', 'pods pods/attach pods/exec pods/portforward pods/proxy', write),
  rule('', 'pods/eviction', ['create']),
  rule(
    '',
    'configmaps persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy',
    write,
  ),
  rule('', 'serviceaccounts/token', ['create']),
  rule(['', 'events.k8s.io'], 'events', write),
  rule('apps', `${workloads} deployments/rollback`, write),
  rule('autoscaling', 'horizontalpodautoscalers', write),
  rule('batch', 'cronjobs jobs', write),
  rule('policy', 'poddisruptionbudgets', write),
  rule('networking.k8s.io', 'ingresses networkpolicies', write),
  rule('coordination.k8s.io', 'leases', [...write, ...read]),
]

const administered: PolicyRule[] = [
  rule('authorization.k8s.io', 'localsubjectaccessreviews', ['create']),
  rule('rbac.authorization.k8s.io', 'rolebindings roles', [...write, ...read]),
]

/** The roles for people, from the least: what each has besides those before it. */
export const userRoles = [
  { name: 'view', rules: viewed },
  { name: 'edit', rules: edited },
  { name: 'admin', rules: administered },
] as const
