import type { Labels } from '#kube/selectors.ts'
import type { KubeObject } from '#kube/types.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { readTaints } from '#api-mock/pods/taints.ts'
import type { Taint } from '#api-mock/pods/taints.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'

/** What the controllers know of a node. */
export interface NodeEntry {
  name: string
  labels: Labels
  taints: readonly Taint[]
}

export type NodeIndex = Index<NodeEntry>

export function indexNodes(cluster: Cluster): NodeIndex {
  return new Index(cluster, { definition: cluster.registry.builtIn('/v1/nodes'), read: readNode })
}

function readNode({ metadata, spec }: KubeObject): NodeEntry {
  return {
    name: metadata.name,
    labels: metadata.labels ?? {},
    taints: readTaints(fieldsOf(spec).taints),
  }
}
