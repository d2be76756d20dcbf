import type { KubeObject } from '#kube/types.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Place } from '#api-mock/client/place.ts'
import { Worker } from '#api-mock/client/worker.ts'
import { read } from '#api-mock/controllers/context.ts'
import { readPlace } from './context.ts'
import type { SyncContext } from './context.ts'

const classes = builtIn('storage.k8s.io/v1/storageclasses')

/** Shows inside the storage classes of the host, and no others: it is the host that provides. */
export class StorageClassSync {
  readonly #context: SyncContext
  readonly #indexes: Index<Place>[]
  readonly #worker: Worker

  constructor(context: SyncContext) {
    const { cluster, host } = context.guest
    this.#context = context
    this.#worker = new Worker((name) => this.#sync(name), cluster.report)
    this.#indexes = [cluster, host].map((each) => new Index(each, { definition: classes, read: readPlace }))
    for (const index of this.#indexes) {
      index.follow(({ current, previous }) => this.#worker.add((current ?? previous)?.name ?? ''))
    }
  }

  stop(): void {
    this.#worker.stop()
    for (const index of this.#indexes) index.stop()
  }

  async #sync(name: string): Promise<void> {
    const { inside, guest } = this.#context
    const place = { namespace: '', name }
    const host = read(guest.host, classes, place)
    if (host === undefined) await inside.remove(classes, place)
    else if (read(guest.cluster, classes, place) === undefined) await inside.create(classes, shown(host))
    else await inside.edit(classes, place, ({ metadata }) => shown(host, metadata))
  }
}

/** A class as it is on the host, and as what it is inside. */
function shown(host: KubeObject, own: KubeObject['metadata'] = { name: host.metadata.name }): KubeObject {
  const { labels: _labels, annotations: _annotations, ...kept } = own
  const { labels, annotations } = host.metadata
  return {
    ...host,
    metadata: {
      ...kept,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    },
  }
}
