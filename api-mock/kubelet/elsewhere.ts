import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'

/** A pod in the cluster whose nodes run it. */
export interface Ran {
  cluster: Cluster
  pod: KubeObject
}

type Find = (pod: KubeObject) => Ran | undefined

const finders = new WeakMap<Cluster, Find>()

/** Tells where the pods of a cluster run that has no nodes of its own; returns how to take that back. */
export function runElsewhere(cluster: Cluster, find: Find): () => void {
  finders.set(cluster, find)
  return () => {
    if (finders.get(cluster) === find) finders.delete(cluster)
  }
}

/** Where a pod runs: in its own cluster unless somebody else runs it, undefined while nobody does. */
export function whereRuns(cluster: Cluster, pod: KubeObject): Ran | undefined {
  const find = finders.get(cluster)
  return find === undefined ? { cluster, pod } : find(pod)
}
