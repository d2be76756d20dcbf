import { randomUUID } from 'node:crypto'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from './cluster.ts'
import { clusterRoleBindings, clusterRoles } from './rbac/bootstrap-policy.ts'
import { storageKey } from './resources/definition.ts'
import type { ResourceDefinition } from './resources/definition.ts'
import { trackFields } from './rest/fields.ts'

const names = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

const priorityClasses = [
  {
    name: 'system-cluster-critical',
    value: 2_000_000_000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
  {
    name: 'system-node-critical',
    value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
].map(({ name, ...fields }) => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name, generation: 1 },
  ...fields,
  preemptionPolicy: 'PreemptLowerPriority',
}))

/** Where pods find the API server. */
const apiServer = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'kubernetes',
    namespace: 'default',
    labels: { component: 'apiserver', provider: 'kubernetes' },
  },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.1',
    clusterIPs: ['10.96.0.1'],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    internalTrafficPolicy: 'Cluster',
    sessionAffinity: 'None',
    ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 }],
  },
  status: { loadBalancer: {} },
}

const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: 'standard',
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner: 'rancher.io/local-path',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'WaitForFirstConsumer',
}

/** Makes what every cluster has from the start, where it is missing; `workloads` adds what only running pods need. */
export async function bootstrap(cluster: Cluster, workloads: boolean): Promise<void> {
  const namespaces = names.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }))
  const objects: KubeObject[] = [
    ...namespaces,
    ...clusterRoles,
    ...clusterRoleBindings,
    ...priorityClasses,
    apiServer,
    ...(workloads ? [storageClass] : []),
  ]
  await cluster.store.write((transaction) => {
    for (const object of objects) {
      const definition = definitionOf(cluster, object)
      const resource = storageKey(definition)
      const { name, namespace = '' } = object.metadata
      if (transaction.get(resource, namespace, name) !== undefined) continue
      transaction.put(resource, namespace, name, complete(cluster, definition, object))
    }
  })
}

function definitionOf({ registry }: Cluster, { kind }: KubeObject): ResourceDefinition {
  const found = registry.all().find((definition) => definition.kind === kind)
  if (found === undefined) throw new Error(`${kind} is no built-in kind`)
  return found
}

function complete(cluster: Cluster, definition: ResourceDefinition, object: KubeObject): KubeObject {
  const metadata = { ...object.metadata, uid: randomUUID(), creationTimestamp: cluster.timestamp() }
  return trackFields(
    { definition, subresource: undefined, now: cluster.timestamp() },
    { object: { ...object, metadata }, live: undefined, manager: 'kube-apiserver' },
  )
}
