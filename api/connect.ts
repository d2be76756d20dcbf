/** Checking and connecting a cluster by its kubeconfig: `POST /api/clusters/{cluster}`, for platform admins. */
export const connectPrefix = '/api/clusters'

/** What is offered; with `keep`, the cluster is connected once all checks are passed. */
export interface OfferedCluster {
  kubeconfig: string
  displayName?: string
  keep?: boolean
}

/** What is looked at, in this order; after one that fails, those that build on it are not made. */
export const connectChecks = [
  'name',
  'kubeconfig',
  'address',
  'reachable',
  'version',
  'rights',
  'new',
] as const

export interface ConnectCheck {
  check: (typeof connectChecks)[number]
  passed: boolean
  /** What was found, or what is wrong, as a sentence. */
  message: string
}

/** The answer: nothing of the kubeconfig is in it. */
export interface ConnectAnswer {
  checks: ConnectCheck[]
  connected: boolean
}
