import type { KubeObject } from '#kube/types.ts'
import type { Cluster, ClusterOptions } from '#api-mock/cluster.ts'
import type { Faults } from '#api-mock/faults.ts'
import type { ControlPlane } from './control-plane.ts'
import { ensureCredentials, nextRenewal } from './credentials.ts'
import type { Credentials } from './credentials.ts'
import type { Guest, Syncing } from './guest.ts'
import { HostSecrets } from './host-secrets.ts'
import { NestedServer } from './nested-server.ts'

export type StartSyncer = (guest: Guest) => Promise<Syncing>

/** What the nested clusters of one host have from it. */
export interface Parent {
  host: Cluster
  encryptionKey: Buffer
  faults: Faults | undefined
  open: (options: ClusterOptions) => Promise<Cluster>
  /** Undefined where nothing is copied between a nested cluster and its host. */
  startSyncer: StartSyncer | undefined
}

/** Where a nested cluster runs. */
export interface Site {
  plane: ControlPlane
  pod: KubeObject
  /** Of its database. */
  path: string
  report: (error: unknown) => void
}

/** A nested cluster with its server and its syncer, from the start of its container to its end. */
export class NestedCluster {
  readonly #site: Site
  readonly #parent: Parent
  readonly #secrets: HostSecrets
  readonly #cluster: Cluster
  readonly #server: NestedServer
  #credentials: Credentials
  #syncing: Syncing | undefined

  private constructor(
    site: Site,
    parent: Parent,
    parts: { secrets: HostSecrets; cluster: Cluster; credentials: Credentials },
  ) {
    this.#site = site
    this.#parent = parent
    this.#secrets = parts.secrets
    this.#cluster = parts.cluster
    this.#credentials = parts.credentials
    this.#server = new NestedServer(parts.cluster, parts.credentials)
  }

  /** Rejects with StatusError where the host refuses what it needs, and with StoreError where its data cannot be used. */
  static async start(site: Site, parent: Parent): Promise<NestedCluster> {
    const { plane, path, report } = site
    const { host, encryptionKey, faults, open } = parent
    const secrets = new HostSecrets(host, plane)
    const credentials = await ensureCredentials(secrets, plane, host.clock())
    const cluster = await open({
      path,
      encryptionKey,
      users: new Map(),
      anonymousRequests: true,
      bindsVolumes: false,
      authority: credentials.authority.cert,
      faults,
      clock: host.clock,
      report,
    })
    const nested = new NestedCluster(site, parent, { secrets, cluster, credentials })
    try {
      await nested.#sync()
    } catch (error) {
      await nested.close()
      throw error
    }
    return nested
  }

  readonly accept: NestedServer['accept'] = (connection) => this.#server.accept(connection)

  /** When its certificates are to be looked at again, in milliseconds since the epoch. */
  get renewal(): number {
    return nextRenewal(this.#credentials)
  }

  /** Writes its Secrets where they are missing, and takes from them what is new. Rejects with StatusError. */
  async refresh(): Promise<void> {
    // Without the Service in front of it, it is being taken away: nothing is to be left of it.
    if (!this.#secrets.isOwned()) return
    const { host } = this.#parent
    this.#credentials = await ensureCredentials(this.#secrets, this.#site.plane, host.clock())
    this.#server.renew(this.#credentials)
  }

  async close(): Promise<void> {
    this.#server.close()
    this.#syncing?.stop()
    await this.#cluster.close()
  }

  async #sync(): Promise<void> {
    const { host, startSyncer } = this.#parent
    const { plane, pod } = this.#site
    const { name, namespace } = plane
    const config = this.#secrets.read(`vc-config-${name}`)?.['config.yaml'] ?? ''
    this.#syncing = await startSyncer?.({ name, namespace, host, cluster: this.#cluster, pod, config })
    this.#cluster.podRuntime = this.#syncing?.podRuntime
  }
}
