import { StatusError } from '#kube/status.ts'
import { events } from '#api-mock/builtin/events.ts'
import { namespaces } from '#api-mock/builtin/namespaces.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Place } from '#api-mock/client/place.ts'
import { Worker } from '#api-mock/client/worker.ts'
import { read } from '#api-mock/controllers/context.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import type { KubeObject } from '#kube/types.ts'
import { readPlace } from './context.ts'
import type { SyncContext } from './context.ts'
import { insideOf, insideUid } from './metadata.ts'
import { insideEvent } from './translate-event.ts'

/** The kinds whose Events on the host are told inside, too. */
const kinds: Record<string, string> = {
  Pod: '/v1/pods',
  Service: '/v1/services',
  PersistentVolumeClaim: '/v1/persistentvolumeclaims',
}

/** Tells inside what the host tells of the objects there that stand for objects inside. */
export class EventSync {
  readonly #context: SyncContext
  readonly #events: Index<Place>
  readonly #worker: Worker

  constructor(context: SyncContext) {
    const { host, namespace, cluster } = context.guest
    this.#context = context
    this.#worker = new Worker((name) => this.#sync(name), cluster.report, 20)
    this.#events = new Index(host, { definition: events, namespace, read: readPlace })
    this.#events.follow(({ current }) => {
      if (current !== undefined) this.#worker.add(current.name)
    })
  }

  stop(): void {
    this.#worker.stop()
    this.#events.stop()
  }

  async #sync(name: string): Promise<void> {
    const { inside, guest } = this.#context
    const event = read(guest.host, events, { namespace: guest.namespace, name })
    const about = event === undefined ? undefined : this.#about(event)
    if (event === undefined || about === undefined) return
    const told = insideEvent(event, about)
    const { namespace = '' } = about.metadata
    const within = read(guest.cluster, namespaces, { namespace: '', name: namespace })
    if (within === undefined || within.metadata.deletionTimestamp !== undefined) return
    const place = { namespace, name: told.metadata.name }
    if (read(guest.cluster, events, place) !== undefined) {
      // What was told of the object as it was then stays so.
      await inside.edit(events, place, ({ metadata, involvedObject }) => ({
        ...told,
        metadata,
        involvedObject,
      }))
      return
    }
    try {
      await inside.create(events, told)
    } catch (error) {
      // An Event that is not taken is no reason to go on trying.
      if (!(error instanceof StatusError) || error.code >= 500) throw error
    }
  }

  /** The object inside that an Event of the host is about. */
  #about({ involvedObject }: KubeObject): KubeObject | undefined {
    const { host, cluster, namespace, name: vcluster } = this.#context.guest
    const { kind, name, uid } = fieldsOf(involvedObject)
    const path = kinds[textOf(kind)]
    if (path === undefined) return undefined
    const definition = cluster.registry.builtIn(path)
    const found = read(host, definition, { namespace, name: textOf(name) })
    if (found === undefined || found.metadata.uid !== uid) return undefined
    const place = insideOf(found.metadata, vcluster)
    const object = place === undefined ? undefined : read(cluster, definition, place)
    return object?.metadata.uid === insideUid(found.metadata) ? object : undefined
  }
}
