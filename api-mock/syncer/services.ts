import type { KubeObject } from '#kube/types.ts'
import { services } from '#api-mock/builtin/services.ts'
import { placeOf } from '#api-mock/client/place.ts'
import { Worker } from '#api-mock/client/worker.ts'
import { read } from '#api-mock/controllers/context.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import type { SyncContext } from './context.ts'
import { Keeper } from './keeper.ts'
import { hostMetadata, withHostMetadata } from './metadata.ts'
import type { Target } from './metadata.ts'
import { Pairs, readInside } from './pairs.ts'
import { apiServerService, changedHostService, hostService, insideService } from './translate-service.ts'

/** The service of the API server inside, which stands for the virtual cluster's own on the host. */
const apiServer = 'default/kubernetes'

/** Makes the services inside lead somewhere: the host has each of them, and its addresses are theirs. */
export class ServiceSync {
  readonly #context: SyncContext
  readonly #pairs: Pairs
  readonly #keeper: Keeper
  readonly #apiServer: Worker

  constructor(context: SyncContext) {
    this.#context = context
    this.#pairs = new Pairs(context, services, { read: readInside })
    this.#apiServer = new Worker(() => this.#syncApiServer(), context.guest.cluster.report)
    this.#keeper = new Keeper(context, {
      definition: services,
      component: 'service-syncer',
      work: (key, target) => this.#sync(key, target),
    })
    context.onRoom(() => this.#apiServer.add(apiServer))
    this.#pairs.follow((key) => (key === apiServer ? this.#apiServer : this.#keeper).add(key))
  }

  stop(): void {
    this.#keeper.stop()
    this.#apiServer.stop()
    this.#pairs.stop()
  }

  async #sync(key: string, target: Target): Promise<void> {
    const { inside, outside } = this.#context
    const { object, host } = this.#pairs.read(key)
    const place = placeOf(key)
    const hostPlace = this.#context.hostPlace(place)
    if (object === undefined) {
      if (host !== undefined) await outside.remove(services, hostPlace, { uid: host.metadata.uid })
      return
    }
    const metadata = hostMetadata(object, target)
    if (host === undefined) {
      await outside.create(services, hostService(object, metadata, target))
      return
    }
    await outside.update(services, hostPlace, (live) =>
      withHostMetadata(changedHostService(live, object, target.vcluster), metadata),
    )
    const { host: now } = this.#pairs.read(key)
    if (now === undefined) return
    await inside.edit(services, place, (live) => insideService(live, now))
    await inside.editStatus(services, place, (live) => ({ ...live, status: statusOf(now) }))
  }

  async #syncApiServer(): Promise<void> {
    const { inside, guest } = this.#context
    const own = read(guest.host, services, { namespace: guest.namespace, name: guest.name })
    if (own === undefined) return
    await inside.edit(services, placeOf(apiServer), (service) => apiServerService(service, own))
  }
}

function statusOf({ status }: KubeObject): Record<string, unknown> {
  return { loadBalancer: {}, ...fieldsOf(status) }
}
