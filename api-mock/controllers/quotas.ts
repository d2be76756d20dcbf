import { formatQuantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { ResourceList } from '#api-mock/pods/resources.ts'
import { computeUsage, hardOf, limitedBy } from '#api-mock/quota/compute-usage.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { toolsOf } from './context.ts'

/** Changes that come together are counted together, after so many milliseconds. */
const gathering = 100

interface QuotaEntry {
  namespace: string
  name: string
  /** The names that it limits. */
  names: string[]
}

/** Tells in the status of quotas what is used of them. */
export class QuotaController {
  readonly #cluster: Cluster
  readonly #definition: ResourceDefinition
  readonly #quotas: Index<QuotaEntry>
  readonly #client: Client
  readonly #worker: Worker
  readonly #unsubscribe: () => void
  /** The resources that the quotas of a namespace are about. */
  readonly #watched = new Map<string, Set<string>>()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#definition = cluster.registry.builtIn('/v1/resourcequotas')
    this.#client = toolsOf(cluster, 'resourcequota-controller').client
    this.#worker = new Worker((namespace) => this.#sync(namespace), cluster.report, 5)
    this.#quotas = new Index(cluster, {
      definition: this.#definition,
      read: (object) => ({
        namespace: object.metadata.namespace ?? '',
        name: object.metadata.name,
        names: [...hardOf(object).keys()],
      }),
      keys: { namespace: ({ namespace }) => namespace },
    })
    this.#quotas.follow(({ current, previous }) => {
      const namespace = (current ?? previous)?.namespace ?? ''
      this.#watched.delete(namespace)
      this.#worker.add(namespace)
    })
    cluster.registry.onChange(() => this.#watched.clear())
    this.#unsubscribe = cluster.store.subscribe((changes) => {
      for (const { resource, current } of changes) {
        const { namespace } = current
        if (this.#quotas.count('namespace', namespace) === 0) continue
        if (this.#watchedIn(namespace).has(resource)) this.#worker.add(namespace, gathering)
      }
    })
  }

  stop(): void {
    this.#unsubscribe()
    this.#worker.stop()
    this.#quotas.stop()
  }

  #watchedIn(namespace: string): Set<string> {
    const known = this.#watched.get(namespace)
    if (known !== undefined) return known
    const names = this.#quotas.by('namespace', namespace).flatMap((quota) => quota.names)
    const watched = new Set([...limitedBy(names, this.#cluster.registry.all())].map(storageKey))
    this.#watched.set(namespace, watched)
    return watched
  }

  /** Counts and writes in one go: what is admitted meanwhile is entered into the status as it is admitted. */
  async #sync(namespace: string): Promise<void> {
    const definitions = this.#cluster.registry.all()
    await Promise.all(
      this.#quotas.by('namespace', namespace).map((entry) =>
        this.#client.editStatus(this.#definition, entry, (quota, transaction) => {
          const used = computeUsage(quota, definitions, (resource, within) =>
            transaction.list(resource, within),
          )
          return { ...quota, status: statusOf(quota, used) }
        }),
      ),
    )
  }
}

function statusOf({ spec }: KubeObject, used: ResourceList): Record<string, unknown> {
  return {
    hard: fieldsOf(fieldsOf(spec).hard),
    used: Object.fromEntries([...used].map(([name, amount]) => [name, formatQuantity(amount)])),
  }
}
