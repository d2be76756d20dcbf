import { builtinKinds } from './builtin/all.ts'
import { Compactor } from './controllers/compactor.ts'
import { CrdController } from './controllers/crds.ts'
import { GarbageCollector } from './controllers/garbage-collector.ts'
import { ControllerManager } from './controllers/manager.ts'
import { NamespaceController } from './controllers/namespaces.ts'
import { bootstrap } from './bootstrap.ts'
import type { Faults } from './faults.ts'
import { Authorizer } from './rbac/authorizer.ts'
import type { UserInfo } from './resources/definition.ts'
import { Registry } from './resources/registry.ts'
import { forgetOpenApi } from './serve/openapi.ts'
import { findByToken } from './serve/tokens.ts'
import type { FindUser } from './serve/tokens.ts'
import { Store } from './store/store.ts'
import type { StoreOptions } from './store/store.ts'

export interface ClusterOptions extends Omit<StoreOptions, 'sealed'> {
  /** Bearer tokens and whom they identify. */
  users: ReadonlyMap<string, UserInfo>
  /** Whether requests without a token are those of `system:anonymous` (default: they are answered 401). */
  anonymousRequests?: boolean
  /** Whether the controllers run that a real cluster runs outside of its API server (default: they do). */
  controllerManager?: boolean
  faults?: Faults | undefined
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
  readonly anonymousRequests: boolean
  readonly faults: Faults | undefined
  readonly clock: () => Date
  readonly report: (error: unknown) => void
  readonly #controllers: { stop: () => void }[] = []

  private constructor(options: ClusterOptions) {
    const { users, faults, clock = () => new Date(), report = console.error, ...store } = options
    this.userOf = findByToken(users)
    this.anonymousRequests = options.anonymousRequests ?? false
    this.faults = faults
    this.clock = clock
    this.report = report
    this.store = new Store({ ...store, report, sealed: new Set(['/secrets']) })
    this.authorizer = new Authorizer(this.store, faults?.delayRbac)
    this.registry = new Registry(builtinKinds(this.authorizer))
    this.registry.onChange(() => forgetOpenApi(this))
  }

  /** Throws StoreError when its database cannot be used. */
  static async open(options: ClusterOptions): Promise<Cluster> {
    const cluster = new Cluster(options)
    await bootstrap(cluster)
    cluster.#controllers.push(new Compactor(cluster.store), new CrdController(cluster))
    if (options.controllerManager ?? true) {
      cluster.#controllers.push(
        new NamespaceController(cluster),
        new GarbageCollector(cluster),
        new ControllerManager(cluster),
      )
    }
    if (options.faults !== undefined)
      cluster.#controllers.push(options.faults.compactNowAndThen(cluster.store))
    return cluster
  }

  /** The time of day as Kubernetes writes it: RFC 3339 in UTC with whole seconds. */
  timestamp(): string {
    return this.clock()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
  }

  async close(): Promise<void> {
    for (const controller of this.#controllers) controller.stop()
    await this.store.close()
  }
}
