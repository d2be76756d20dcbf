import { randomUUID } from 'node:crypto'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from './cluster.ts'
import { clusterRoleBindings, clusterRoles } from './rbac/bootstrap-policy.ts'
import { storageKey } from './resources/definition.ts'
import type { ResourceDefinition } from './resources/definition.ts'
import { trackFields } from './rest/fields.ts'

const names = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

/** Makes what every cluster has from the start, where it is missing. */
export async function bootstrap(cluster: Cluster): Promise<void> {
  const namespaces = names.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }))
  await cluster.store.write((transaction) => {
    for (const object of [...namespaces, ...clusterRoles, ...clusterRoleBindings]) {
      const definition = definitionOf(cluster, object)
      const resource = storageKey(definition)
      const { name } = object.metadata
      if (transaction.get(resource, '', name) !== undefined) continue
      transaction.put(resource, '', name, complete(cluster, definition, object))
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
