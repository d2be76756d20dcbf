import type { Client } from '#server/cluster/client.ts'
import type { Clusters } from '#server/cluster/clusters.ts'
import type { Connection } from '#server/cluster/connection.ts'
import type { VirtualClusters } from '#server/cluster/virtual-clusters.ts'
import type { Directory } from '#server/identity/directory.ts'
import type { Ledgers } from '#server/quota/ledger.ts'
import type { Room } from './room.ts'

/** What every controller works with. They run where the lease is held, and begin anew with each reign. */
export interface ControllerContext {
  /** The management cluster. */
  connection: Connection
  /** Its client, whose calls are cut off when the lease is lost. */
  client: Client
  /** Is in sync before a controller starts. */
  directory: Directory
  clusters: Clusters
  ledgers: Ledgers
  virtualClusters: VirtualClusters
  room: Room
  report: (error: unknown) => void
}

/** Something that runs until it is stopped. */
export interface Running {
  stop(): Promise<void>
}
