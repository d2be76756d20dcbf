import type { KubeObject } from '#kube/types.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { IndexOptions } from '#api-mock/client/object-index.ts'
import { keyOf, placeOf } from '#api-mock/client/place.ts'
import type { Place } from '#api-mock/client/place.ts'
import { read } from '#api-mock/controllers/context.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { SyncContext } from './context.ts'
import { insideOf, insideUid } from './metadata.ts'

/** What is known of an object of the host. */
export interface HostEntry extends Place {
  /** The key of the object inside that it stands for; undefined where it stands for none. */
  of: string | undefined
  ofUid: string
}

/** What is known at least of an object inside. */
export interface InsideEntry extends Place {
  uid: string
}

/** How the objects of one resource are known inside. */
export type InsideOptions<E> = Pick<IndexOptions<E>, 'read' | 'keys'>

/** The objects of one resource inside and those that stand for them on the host, by the key of the one inside. */
export class Pairs<E extends InsideEntry = InsideEntry> {
  readonly #context: SyncContext
  readonly definition: ResourceDefinition
  readonly inside: Index<E>
  readonly outside: Index<HostEntry>
  readonly #ended = new Set<string>()

  constructor(context: SyncContext, definition: ResourceDefinition, options: InsideOptions<E>) {
    const { host, cluster, namespace, name: vcluster } = context.guest
    this.#context = context
    this.definition = definition
    this.inside = new Index(cluster, { definition, ...options })
    this.outside = new Index(host, {
      definition,
      namespace,
      read: ({ metadata }) => {
        const inside = insideOf(metadata, vcluster)
        const of = inside === undefined ? undefined : keyOf(inside)
        return { namespace, name: metadata.name, of, ofUid: insideUid(metadata) }
      },
    })
    this.inside.follow(({ current, previous }) => {
      if (current === undefined && previous !== undefined) this.#ended.delete(previous.uid)
    })
    this.outside.follow(({ current, previous }) => {
      if (current !== undefined || previous?.of === undefined) return
      const { namespace: within, name } = placeOf(previous.of)
      if (this.inside.get(within, name)?.uid === previous.ofUid) this.#ended.add(previous.ofUid)
    })
  }

  /** Tells of each pair there is, and of each of which one changes. */
  follow(handler: (key: string) => void): void {
    this.inside.follow(({ current, previous }) => {
      const entry = current ?? previous
      if (entry !== undefined) handler(keyOf(entry))
    })
    this.outside.follow(({ current, previous }) => {
      for (const of of new Set([current?.of, previous?.of])) if (of !== undefined) handler(of)
    })
  }

  /** Whether the object on the host that stood for one inside has gone, as far as that was seen. */
  hasEnded({ metadata }: KubeObject): boolean {
    return this.#ended.has(metadata.uid ?? '')
  }

  /** Both as they are now; an object of the host that stands for another one, or for none, is not of the pair. */
  read(key: string): { object: KubeObject | undefined; host: KubeObject | undefined } {
    const { cluster, host } = this.#context.guest
    const place = placeOf(key)
    const hostPlace = this.#context.hostPlace(place)
    const isOurs = this.outside.get(hostPlace.namespace, hostPlace.name)?.of === key
    return {
      object: read(cluster, this.definition, place),
      host: isOurs ? read(host, this.definition, hostPlace) : undefined,
    }
  }

  stop(): void {
    this.inside.stop()
    this.outside.stop()
  }
}

/** For resources of which nothing has to be known besides that they are there. */
export function readInside({ metadata }: KubeObject): InsideEntry {
  return { namespace: metadata.namespace ?? '', name: metadata.name, uid: metadata.uid ?? '' }
}
