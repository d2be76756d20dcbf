import type { KubeObject } from '#kube/types.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { placeOf } from '#api-mock/client/place.ts'
import type { Place } from '#api-mock/client/place.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { Worker } from '#api-mock/client/worker.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { readPlace } from './context.ts'
import type { SyncContext } from './context.ts'
import { Keeper } from './keeper.ts'
import { hostMetadata, insideUid, withHostMetadata } from './metadata.ts'
import type { Target } from './metadata.ts'
import { Pairs, readInside } from './pairs.ts'
import type { InsideEntry } from './pairs.ts'
import { pseudoVolume } from './pseudo-volume.ts'
import { binding, hostClaim, withBinding, withRequests } from './translate-claim.ts'

const claims = builtIn('/v1/persistentvolumeclaims')
const volumes = builtIn('/v1/persistentvolumes')

interface ClaimEntry extends InsideEntry {
  volume: string
}

/** Has the host provide the storage that is claimed inside, where each volume in use is shown as one of a kind of its own. */
export class ClaimSync {
  readonly #context: SyncContext
  readonly #pairs: Pairs<ClaimEntry>
  readonly #volumes: Index<Place>
  readonly #keeper: Keeper
  readonly #volumeWorker: Worker

  constructor(context: SyncContext) {
    const { cluster } = context.guest
    this.#context = context
    this.#pairs = new Pairs(context, claims, {
      read: readClaim,
      keys: { volume: ({ volume }) => volume || undefined },
    })
    this.#volumes = new Index(cluster, { definition: volumes, read: readPlace })
    this.#keeper = new Keeper(context, {
      definition: claims,
      component: 'persistent-volume-claim-syncer',
      work: (key, target) => this.#sync(key, target),
    })
    this.#volumeWorker = new Worker((name) => this.#syncVolume(name), cluster.report)
    this.#follow()
  }

  stop(): void {
    this.#keeper.stop()
    this.#volumeWorker.stop()
    this.#volumes.stop()
    this.#pairs.stop()
  }

  #follow(): void {
    this.#pairs.inside.follow(({ current, previous }) => {
      for (const name of new Set([current?.volume, previous?.volume])) {
        if (name !== undefined && name !== '') this.#volumeWorker.add(name)
      }
    })
    this.#volumes.follow(({ current, previous }) => this.#volumeWorker.add((current ?? previous)?.name ?? ''))
    this.#pairs.follow((key) => this.#keeper.add(key))
  }

  async #sync(key: string, target: Target): Promise<Outcome> {
    const { inside, outside } = this.#context
    const { object, host } = this.#pairs.read(key)
    const place = placeOf(key)
    const hostPlace = this.#context.hostPlace(place)
    if (host !== undefined && (object === undefined || isGoing(object) || isOther(host, object))) {
      await outside.remove(claims, hostPlace, { uid: host.metadata.uid })
      return
    }
    if (object === undefined || isGoing(object)) return
    const { uid } = object.metadata
    // A claim whose storage is gone, or going, on the host is of no more use inside.
    if (host === undefined ? this.#pairs.hasEnded(object) || isBound(object) : isGoing(host)) {
      await inside.remove(claims, place, { uid })
      return
    }
    const metadata = hostMetadata(object, target, { without: binding })
    if (host === undefined) {
      await outside.create(claims, hostClaim(object, metadata, target))
      return
    }
    await outside.update(claims, hostPlace, (live) => withHostMetadata(withRequests(live, object), metadata))
    await inside.edit(claims, place, (live) => withBinding(live, host))
    await inside.editStatus(claims, place, (live) => ({ ...live, status: fieldsOf(host.status) }))
  }

  /** A volume is shown while a claim inside is bound to it. */
  async #syncVolume(name: string): Promise<void> {
    const { inside, guest } = this.#context
    const [entry] = this.#pairs.inside.by('volume', name)
    const place = { namespace: '', name }
    if (entry === undefined) {
      if (this.#volumes.get('', name) === undefined) return
      await inside.remove(volumes, place)
      await inside.edit(volumes, place, withoutFinalizers)
      return
    }
    if (this.#volumes.get('', name) !== undefined) return
    const claim = this.#pairs.read(`${entry.namespace}/${entry.name}`).object
    if (claim === undefined) return
    await inside.create(volumes, pseudoVolume(claim, name))
    await inside.editStatus(volumes, place, (volume) => ({
      ...volume,
      status: { phase: 'Bound', lastPhaseTransitionTime: guest.cluster.timestamp() },
    }))
  }
}

function readClaim(claim: KubeObject): ClaimEntry {
  return { ...readInside(claim), volume: textOf(fieldsOf(claim.spec).volumeName) }
}

function isGoing({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined
}

function isBound({ status }: KubeObject): boolean {
  return fieldsOf(status).phase === 'Bound'
}

function isOther(host: KubeObject, object: KubeObject): boolean {
  return insideUid(host.metadata) !== object.metadata.uid
}

function withoutFinalizers({ metadata, ...volume }: KubeObject): KubeObject {
  const { finalizers: _finalizers, ...rest } = metadata
  return { ...volume, metadata: rest }
}
