import type { KubeObject, OwnerReference } from '#kube/types.ts'
import { namespaces } from '#api-mock/builtin/namespaces.ts'
import { services } from '#api-mock/builtin/services.ts'
import { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Place } from '#api-mock/client/place.ts'
import { Recorder } from '#api-mock/client/recorder.ts'
import { read } from '#api-mock/controllers/context.ts'
import type { Guest } from '#api-mock/nested/guest.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import type { Target } from './metadata.ts'
import { hostName } from './names.ts'

const username = 'system:serviceaccount:vcluster:syncer'

/** What the parts of one syncer share. */
export class SyncContext {
  readonly guest: Guest
  /** What is done in the virtual cluster, and what on its host. */
  readonly inside: Client
  readonly outside: Client
  readonly #services: Index<Place>
  /** What says how much the host admits. */
  readonly #limits: Index<Place>[]

  constructor(guest: Guest) {
    this.guest = guest
    this.inside = new Client(guest.cluster, { username, manager: 'vcluster' })
    this.outside = new Client(guest.host, {
      username: `system:serviceaccount:${guest.namespace}:vc-${guest.name}`,
      manager: 'vcluster',
    })
    const { host: cluster, namespace } = guest
    const known = (definition: ResourceDefinition): Index<Place> =>
      new Index(cluster, { definition, namespace, read: readPlace })
    this.#services = known(services)
    this.#limits = ['/v1/resourcequotas', '/v1/limitranges'].map((path) =>
      known(cluster.registry.builtIn(path)),
    )
  }

  /**
   * Where the virtual cluster's objects go, and what they go with; undefined while that is not there, or the
   * namespace is going: what is deleted with them is no deletion inside, and nothing new must be made.
   */
  target(): Target | undefined {
    const { name: vcluster, namespace, host } = this.guest
    const own = read(host, services, { namespace, name: vcluster })
    const within = read(host, namespaces, { namespace: '', name: namespace })
    if (own === undefined || within === undefined) return undefined
    if (own.metadata.deletionTimestamp !== undefined) return undefined
    if (within.metadata.deletionTimestamp !== undefined) return undefined
    const owner: OwnerReference = {
      apiVersion: 'v1',
      kind: 'Service',
      name: vcluster,
      uid: own.metadata.uid ?? '',
    }
    return { vcluster, namespace, owner }
  }

  /** The address of the virtual cluster's API server on its host; empty while it has none. */
  address(): string {
    const { name, namespace, host } = this.guest
    return textOf(fieldsOf(read(host, services, { namespace, name })?.spec).clusterIP)
  }

  hostPlace(place: Place): Place {
    const { name, namespace } = this.guest
    return { namespace, name: hostName(place, name) }
  }

  recorder(component: string): Recorder {
    return new Recorder(this.guest.cluster, { component })
  }

  /** Calls back when the host may admit what it did not before: its limits have changed, or the Service is there. */
  onRoom(handler: () => void): void {
    for (const index of this.#limits) index.follow(handler)
    this.#services.follow(({ current, previous }) => {
      if ((current ?? previous)?.name === this.guest.name) handler()
    })
  }

  stop(): void {
    for (const index of [this.#services, ...this.#limits]) index.stop()
  }
}

/** Where an object is. */
export function readPlace({ metadata }: KubeObject): Place {
  return { namespace: metadata.namespace ?? '', name: metadata.name }
}
