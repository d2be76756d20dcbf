import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { PodRuntime } from '#api-mock/streaming/runtime.ts'

/** A nested API server and where it runs: what its syncer moves objects between. */
export interface Guest {
  name: string
  /** Of the host cluster. */
  namespace: string
  host: Cluster
  /** The nested one. */
  cluster: Cluster
  /** The pod of the host in which it runs. */
  pod: KubeObject
  /** The text of vcluster.yaml from Secret `vc-config-{name}`, '' if there is none. */
  config: string
}

/** A syncer at work. */
export interface Syncing {
  podRuntime: PodRuntime
  stop(): void
}
