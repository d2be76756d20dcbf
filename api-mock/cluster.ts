import { writeTime } from '#kube/time.ts'
import { bootstrap } from './bootstrap.ts'
import { builtinKinds } from './builtin/all.ts'
import { Compactor } from './controllers/compactor.ts'
import { CrdController } from './controllers/crds.ts'
import { GarbageCollector } from './controllers/garbage-collector.ts'
import { ControllerManager } from './controllers/manager.ts'
import { NamespaceController } from './controllers/namespaces.ts'
import { RoleAggregation } from './controllers/role-aggregation.ts'
import { ServiceAccountController } from './controllers/service-accounts.ts'
import { VolumeProtection } from './controllers/volumes/volume-protection.ts'
import type { Faults } from './faults.ts'
import { runNodes } from './kubelet/run-nodes.ts'
import type { NodeOptions } from './kubelet/run-nodes.ts'
import { NestedServers } from './nested/nested-servers.ts'
import type { StartSyncer } from './nested/nested-cluster.ts'
import { Authorizer } from './rbac/authorizer.ts'
import type { FindUser, UserInfo } from './resources/definition.ts'
import { Registry } from './resources/registry.ts'
import { AccountTokens } from './serve/account-tokens.ts'
import { forgetOpenApi } from './serve/openapi.ts'
import { findByToken } from './serve/tokens.ts'
import { Store } from './store/store.ts'
import type { StoreOptions } from './store/store.ts'
import type { PodRuntime } from './streaming/runtime.ts'

export interface ClusterOptions extends Omit<StoreOptions, 'sealed'>, NodeOptions {
  /** Bearer tokens and whom they identify. */
  users: ReadonlyMap<string, UserInfo>
  /** What is encrypted at rest beside Secrets, each as `group/plural`. */
  encrypted?: readonly string[]
  /** Whether requests without a token are those of `system:anonymous` (default: they are answered 401). */
  anonymousRequests?: boolean
  /** Whether the controllers run that a real cluster runs outside of its API server (default: they do). */
  controllerManager?: boolean
  /** Whether claims are bound to volumes here (default), and not by whoever copies them to another cluster. */
  bindsVolumes?: boolean
  /** PEM of the authority behind the API server's certificate, which pods are given. */
  authority?: string
  faults?: Faults | undefined
  /** What copies objects between a nested cluster and this one; without it nothing does. */
  startSyncer?: StartSyncer
  /** The time of day; the system's unless a test gives another. */
  clock?: () => Date
  /** Where faults of this program are told; those of a request are also its answer. */
  report?: (error: unknown) => void
}

/** One simulated cluster: its objects, the resources it serves, who may what, and its controllers. */
export class Cluster {
  readonly store: Store
  readonly registry: Registry
  readonly authorizer: Authorizer
  readonly userOf: FindUser
  readonly tokens: AccountTokens
  readonly anonymousRequests: boolean
  readonly faults: Faults | undefined
  readonly clock: () => Date
  readonly report: (error: unknown) => void
  /** Set by whoever runs the cluster's pods; without it nobody can be let in to one. */
  podRuntime: PodRuntime | undefined
  readonly #controllers: { stop: () => void }[] = []
  #nested: NestedServers | undefined

  private constructor(options: ClusterOptions) {
    const { users, faults, clock = () => new Date(), report = console.error, ...store } = options
    this.anonymousRequests = options.anonymousRequests ?? false
    this.faults = faults
    this.clock = clock
    this.report = report
    this.store = new Store({ ...store, report, sealed: new Set(['/secrets', ...(options.encrypted ?? [])]) })
    this.tokens = new AccountTokens(this.store, options.encryptionKey, clock)
    const known = findByToken(users)
    this.userOf = (token) => known(token) ?? this.tokens.userOf(token)
    this.authorizer = new Authorizer(this.store, faults?.delayRbac)
    this.registry = new Registry(builtinKinds(this.authorizer))
    this.registry.onChange(() => forgetOpenApi(this))
  }

  /** Throws StoreError when its database cannot be used. */
  static async open(options: ClusterOptions): Promise<Cluster> {
    const cluster = new Cluster(options)
    await bootstrap(cluster, options.controllerManager ?? true)
    cluster.#controllers.push(new Compactor(cluster.store), new CrdController(cluster))
    if (options.controllerManager ?? true) {
      cluster.#controllers.push(
        new NamespaceController(cluster),
        new GarbageCollector(cluster),
        new ServiceAccountController(cluster, options.authority ?? ''),
        new VolumeProtection(cluster),
        new RoleAggregation(cluster),
        new ControllerManager(cluster, options),
      )
    }
    if ((options.nodes ?? 0) > 0) await cluster.#run(options)
    if (options.faults !== undefined)
      cluster.#controllers.push(options.faults.compactNowAndThen(cluster.store))
    return cluster
  }

  /** The time of day as Kubernetes writes it: RFC 3339 in UTC with whole seconds. */
  timestamp(): string {
    return writeTime(this.clock().getTime())
  }

  async close(): Promise<void> {
    await this.#nested?.stop()
    for (const controller of this.#controllers) controller.stop()
    await this.store.close()
  }

  /** Runs pods on nodes, and the clusters that are in pods. */
  async #run(options: ClusterOptions): Promise<void> {
    const { encryptionKey, faults, path, startSyncer } = options
    const nodes = await runNodes(this, options)
    this.#controllers.push(nodes)
    const open = (nested: ClusterOptions): Promise<Cluster> => Cluster.open(nested)
    const parent = { host: this, encryptionKey, faults, startSyncer, open }
    this.#nested = new NestedServers(parent, { runtime: nodes.runtime, path })
  }
}
