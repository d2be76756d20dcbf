import type { Client } from '#server/cluster/client.ts'
import type { Clusters } from '#server/cluster/clusters.ts'
import type { Connection } from '#server/cluster/connection.ts'
import type { VirtualClusters } from '#server/cluster/virtual-clusters.ts'
import type { Accounts } from '#server/identity/accounts.ts'
import type { Caller, Directory } from '#server/identity/directory.ts'
import type { Ledgers } from '#server/quota/ledger.ts'
import type { Audit } from './audit.ts'
import type { Metrics } from './metrics.ts'
import type { Streams } from './streams.ts'
import type { Target } from './target.ts'

/** What the walk of a request needs; made once at start. */
export interface Context {
  /** Accepted browser origins, in lower case. */
  origins: ReadonlySet<string>
  /** The hosts of these origins. */
  hosts: ReadonlySet<string>
  management: Connection
  /** Aerie's own calls to the management cluster. */
  client: Client
  ledgers: Ledgers
  clusters: Pick<Clusters, 'connectionOf'>
  virtualClusters: Pick<VirtualClusters, 'connectionTo'>
  directory: Directory
  accounts: Accounts
  streams: Streams
  audit: Audit
  metrics: Metrics
  /** The https address that goes into kubeconfigs, and the PEM of the authority behind it. */
  address: string
  ca: string
  /** Of this installation, for clients that keep several apart. */
  instanceID: string
  /** Told of what went wrong on our side; never of what a client did wrong. */
  report: (error: unknown) => void
}

/** A caller and how the credential came: only a cookie is sent by a browser on its own. */
export type Identified = Caller & { via: 'cookie' | 'bearer' }

/** A request whose credential, origin and place have been checked. */
export interface Admitted {
  caller: Identified
  target: Target
  /** The form in which the answer is wanted, as the `Accept` header says it. */
  accept: string | undefined
  auditID: string
}
