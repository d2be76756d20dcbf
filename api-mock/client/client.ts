import { randomUUID } from 'node:crypto'
import { sameJson } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition, UserInfo } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { change } from '#api-mock/rest/change.ts'
import { toType } from '#api-mock/rest/decode.ts'
import { trackFields } from '#api-mock/rest/fields.ts'
import { insert } from '#api-mock/rest/insert.ts'
import { shape } from '#api-mock/rest/shape.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import { edit } from './edit.ts'
import type { ChangeObject } from './edit.ts'
import type { Place } from './place.ts'
import { removeOrMark } from './remove.ts'

/**
 * What a controller does to objects: what a client of the API would do, with the same defaults, admission
 * and validation, but without a request. Reads come from an `Index`, which is never behind a finished write.
 */
export class Client {
  readonly cluster: Cluster
  readonly #user: UserInfo
  /** The field manager of its changes. */
  readonly manager: string

  constructor(cluster: Cluster, { username, manager }: { username: string; manager: string }) {
    this.cluster = cluster
    this.manager = manager
    this.#user = { username, groups: ['system:serviceaccounts', 'system:authenticated'], uid: randomUUID() }
  }

  /**
   * Creates an object, whose `metadata.namespace` says where. Rejects with StatusError as a request is
   * refused: 409 when it exists, 403 when a quota is exceeded, 422 when it is not valid.
   */
  async create(definition: ResourceDefinition, given: KubeObject): Promise<KubeObject> {
    return toObject(definition, await this.prepare(definition, given)())
  }

  /**
   * Makes an object ready to be created, as often as the returned function is called: what is generated from
   * one template, under generated names, is decoded, defaulted and tracked once. Rejects as `create` does.
   */
  prepare(definition: ResourceDefinition, given: KubeObject): () => Promise<Stored> {
    const { cluster, manager } = this
    const { value } = toType(definition, { ...given })
    const { object } = shape(definition, { ...given, ...value })
    const { group, version, plural } = definition
    const { namespace } = given.metadata
    const tracked = trackFields(
      { definition, subresource: undefined, now: cluster.timestamp() },
      { object, live: undefined, manager },
    )
    const info = { resource: true, verb: 'create', group, version, plural } as const
    const context = {
      cluster,
      definition,
      info: namespace === undefined ? info : { ...info, namespace },
      user: this.#user,
    }
    return () =>
      cluster.store.write((transaction) => insert({ ...context, warnings: [] }, transaction, tracked))
  }

  /** Changes an object from its newest state; `change` returns the same object for no change. Nothing happens where it is gone. */
  async edit(
    definition: ResourceDefinition,
    place: Place,
    change: ChangeObject,
    subresource?: 'status',
  ): Promise<void> {
    await edit(this.cluster, { definition, ...place, manager: this.manager, subresource }, change)
  }

  /**
   * Changes an object as a request would, which `edit` does not: admitted, validated, and with what its kind
   * allocates. Rejects with StatusError as a request is refused; nothing happens where the object is gone.
   */
  async update(
    definition: ResourceDefinition,
    { namespace, name }: Place,
    wanted: (object: KubeObject) => KubeObject,
    subresource?: string,
  ): Promise<void> {
    const { cluster, manager } = this
    const { group, version, plural } = definition
    const part = subresource === undefined ? {} : { subresource }
    const info = { resource: true, verb: 'update', group, version, plural, namespace, name, ...part } as const
    const context = { cluster, definition, info, user: this.#user, warnings: [] }
    await cluster.store.write((transaction) => {
      const live = transaction.get(storageKey(definition), namespace, name)
      if (live === undefined) return
      const old = toObject(definition, live)
      const next = wanted(old)
      if (sameJson(next, old)) return
      const { object } = shape(definition, next)
      const at = { definition, subresource, now: cluster.timestamp() }
      const tracked = trackFields(at, { object, live: old, manager })
      change(context, transaction, { live, wanted: tracked })
    })
  }

  /** Changes the status of an object; see `edit`. */
  async editStatus(definition: ResourceDefinition, place: Place, change: ChangeObject): Promise<void> {
    await this.edit(definition, place, change, 'status')
  }

  /** Deletes an object with its own grace or the given one, if it still is the one with this uid. */
  async remove(
    definition: ResourceDefinition,
    place: Place,
    { uid, gracePeriodSeconds }: { uid?: string | undefined; gracePeriodSeconds?: number } = {},
  ): Promise<void> {
    const { store } = this.cluster
    await store.write((transaction) => {
      const stored = transaction.get(storageKey(definition), place.namespace, place.name)
      if (stored === undefined || (uid !== undefined && stored.metadata.uid !== uid)) return
      const now = this.cluster.timestamp()
      removeOrMark(transaction, { definition, stored, now, gracePeriodSeconds })
    })
  }
}
