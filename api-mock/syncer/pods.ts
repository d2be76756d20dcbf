import type { KubeObject } from '#kube/types.ts'
import { namespaces } from '#api-mock/builtin/namespaces.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { services } from '#api-mock/builtin/services.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Place } from '#api-mock/client/place.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read } from '#api-mock/controllers/context.ts'
import { mountedToken } from '#api-mock/kubelet/mounted-token.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { fieldsOf, listOf, numberOf, textOf } from '#api-mock/resources/values.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { bind } from '#api-mock/rest/bind.ts'
import { readPlace } from './context.ts'
import type { SyncContext } from './context.ts'
import { Keeper } from './keeper.ts'
import { insideUid, withHostMetadata } from './metadata.ts'
import type { Target } from './metadata.ts'
import { NodeSync } from './nodes.ts'
import { Pairs } from './pairs.ts'
import { changedHostPod, insideStatus, withGateConditions } from './pod-changes.ts'
import { readPodEntry } from './pod-entry.ts'
import type { PodEntry } from './pod-entry.ts'
import { podMetadata } from './pod-metadata.ts'
import { hostContainers, hostPod } from './translate-pod.ts'
import type { PodSurroundings } from './translate-pod.ts'
import { insideService } from './translate-service.ts'

/** Lets the host run the pods inside, and tells inside how they fare there. */
export class PodSync {
  readonly #context: SyncContext
  readonly pairs: Pairs<PodEntry>
  readonly #keeper: Keeper
  readonly #nodes: NodeSync
  readonly #namespaces: Index<Place & { labels: string }>

  constructor(context: SyncContext) {
    const { cluster } = context.guest
    this.#context = context
    this.pairs = new Pairs(context, pods, {
      read: readPodEntry,
      keys: { node: ({ nodeName }) => nodeName || undefined, namespace: ({ namespace }) => namespace },
    })
    this.#nodes = new NodeSync(context, this.pairs.inside)
    this.#keeper = new Keeper(context, {
      definition: pods,
      component: 'pod-syncer',
      work: (key, target) => this.#sync(key, target),
    })
    this.pairs.follow((key) => this.#keeper.add(key))
    this.#namespaces = new Index(cluster, {
      definition: namespaces,
      read: ({ metadata }) => ({
        namespace: '',
        name: metadata.name,
        labels: JSON.stringify(metadata.labels ?? {}),
      }),
    })
    // The pods on the host have the labels of a namespace that does not exist there.
    this.#namespaces.follow(({ current, previous }) => {
      if (current === undefined || previous === undefined || current.labels === previous.labels) return
      for (const { namespace, name } of this.pairs.inside.by('namespace', current.name))
        this.#keeper.add(`${namespace}/${name}`)
    })
  }

  stop(): void {
    this.#keeper.stop()
    this.#nodes.stop()
    this.#namespaces.stop()
    this.pairs.stop()
  }

  async #sync(key: string, target: Target): Promise<Outcome> {
    const { outside } = this.#context
    const { object, host } = this.pairs.read(key)
    if (object === undefined || (host !== undefined && insideUid(host.metadata) !== object.metadata.uid)) {
      // Nobody owns it any more; one of the same name begins when it is gone.
      if (host !== undefined) await outside.remove(pods, readPlace(host), { uid: host.metadata.uid })
      return
    }
    if (host === undefined) {
      await this.#begin(object, target)
      return
    }
    if (object.metadata.deletionTimestamp ?? host.metadata.deletionTimestamp) await this.#end(object, host)
    else if (!(await this.#placed(object, host))) return
    else await this.#change(object, host, target)
    await this.#tell(object, host)
  }

  /** What has run on the host does not begin there anew: somebody has ended it. */
  async #begin(object: KubeObject, target: Target): Promise<void> {
    const { inside, outside } = this.#context
    const { deletionTimestamp, uid = '' } = object.metadata
    if (deletionTimestamp !== undefined || this.pairs.hasEnded(object) || hasBegun(object)) {
      await inside.remove(pods, readPlace(object), { uid, gracePeriodSeconds: 0 })
      return
    }
    await outside.create(pods, hostPod(object, this.#around(object, target)))
  }

  /** Who is told to go on one side, goes on the other, and as fast. */
  async #end(object: KubeObject, host: KubeObject): Promise<void> {
    const { inside, outside } = this.#context
    const [left, leftOutside] = [object, host].map(graceOf)
    const own = { uid: object.metadata.uid }
    if (left === undefined || (leftOutside !== undefined && leftOutside < left)) {
      const gracePeriodSeconds = leftOutside ?? 1
      await inside.remove(pods, readPlace(object), { ...own, gracePeriodSeconds })
    } else if (leftOutside === undefined || left < leftOutside) {
      await outside.remove(pods, readPlace(host), { uid: host.metadata.uid, gracePeriodSeconds: left })
    }
  }

  /** Binds the pod inside to the node of the host; false where the two are on different nodes. */
  async #placed(object: KubeObject, host: KubeObject): Promise<boolean> {
    const [nodeName, own] = [host, object].map(({ spec }) => textOf(fieldsOf(spec).nodeName))
    if (nodeName === undefined || nodeName === '') return true
    const { inside, guest } = this.#context
    const place = readPlace(object)
    if (own !== '' && own !== nodeName) {
      await inside.remove(pods, place, { uid: object.metadata.uid })
      return false
    }
    if (!(await this.#nodes.ensure(nodeName))) return true
    if (own === nodeName) return true
    const { cluster } = guest
    const { uid } = object.metadata
    await cluster.store.write((transaction) =>
      bind(transaction, cluster.timestamp(), { ...place, nodeName, uid }),
    )
    return true
  }

  async #change(object: KubeObject, host: KubeObject, target: Target): Promise<void> {
    const { outside } = this.#context
    const around = this.#around(object, target)
    const place = readPlace(host)
    await outside.update(pods, place, (live) =>
      withHostMetadata(changedHostPod(live, object), podMetadata(object, target, around)),
    )
    const [wanted, there] = [object, host].map(
      ({ spec }) => listOf(fieldsOf(spec).ephemeralContainers).length,
    )
    if (wanted !== there) {
      const { ephemeralContainers } = hostContainers(object, around)
      await outside.update(
        pods,
        place,
        (live) => ({ ...live, spec: { ...fieldsOf(live.spec), ephemeralContainers } }),
        'ephemeralcontainers',
      )
    }
    await outside.editStatus(pods, place, (live) => withGateConditions(live, object))
  }

  async #tell(object: KubeObject, host: KubeObject): Promise<void> {
    await this.#context.inside.editStatus(pods, readPlace(object), (live) =>
      live.metadata.uid === object.metadata.uid ? { ...live, status: insideStatus(host, live) } : live,
    )
  }

  #around(object: KubeObject, target: Target): PodSurroundings {
    const { cluster, host } = this.#context.guest
    const { namespace = '' } = object.metadata
    const hostPlace = (place: Place): Place => this.#context.hostPlace(place)
    const account = `vc-workload-${target.vcluster}`
    const known = host.store.get('/serviceaccounts', target.namespace, account)
    return {
      target,
      namespaceLabels: read(cluster, namespaces, { namespace: '', name: namespace })?.metadata.labels ?? {},
      serviceAccount: known === undefined ? undefined : account,
      address: this.#context.address(),
      get services() {
        // Those that the host has: only it knows their addresses.
        return cluster.store
          .collection(storageKey(services))
          .list(namespace)
          .flatMap((each) => {
            const there = read(host, services, hostPlace(each))
            return there === undefined ? [] : [insideService(toObject(services, each), there)]
          })
      },
      token: (source) => mountedToken(cluster, object, { ...source, expirationSeconds: tenYears }) ?? '',
    }
  }
}

/** The token of a pod on the host is never renewed: it is good for so many seconds. */
const tenYears = 10 * 365 * 24 * 3600

function graceOf({ metadata }: KubeObject): number | undefined {
  return metadata.deletionTimestamp === undefined ? undefined : numberOf(metadata.deletionGracePeriodSeconds)
}

/** Whether the host has ever said anything of a pod. */
function hasBegun({ status }: KubeObject): boolean {
  const { startTime, conditions } = fieldsOf(status)
  return (
    startTime !== undefined ||
    listOf(conditions).some(({ type, reason }) => type === 'PodScheduled' && reason !== 'SchedulingGated')
  )
}
