import type { KubeObject } from '#kube/types.ts'
import { keyOf } from '#api-mock/client/place.ts'
import { runElsewhere } from '#api-mock/kubelet/elsewhere.ts'
import type { Guest } from '#api-mock/nested/guest.ts'
import type { PodRuntime } from '#api-mock/streaming/runtime.ts'
import { insideUid } from './metadata.ts'
import type { Pairs } from './pairs.ts'
import type { PodEntry } from './pod-entry.ts'

/** Lets clients of a virtual cluster in to its pods, and has their logs read, where they run: on the host. */
export class HostRuntime implements PodRuntime {
  readonly #guest: Guest
  readonly #pairs: Pairs<PodEntry>
  readonly stop: () => void

  constructor(guest: Guest, pairs: Pairs<PodEntry>) {
    this.#guest = guest
    this.#pairs = pairs
    this.stop = runElsewhere(guest.cluster, (pod) => {
      const host = this.#hostPod(pod)
      return host === undefined ? undefined : { cluster: guest.host, pod: host }
    })
  }

  find(pod: KubeObject): ReturnType<PodRuntime['find']> {
    const host = this.#hostPod(pod)
    return host === undefined ? undefined : this.#guest.host.podRuntime?.find(host)
  }

  #hostPod({ metadata }: KubeObject): KubeObject | undefined {
    const { namespace = '', name, uid } = metadata
    const { host } = this.#pairs.read(keyOf({ namespace, name }))
    return host !== undefined && insideUid(host.metadata) === uid ? host : undefined
  }
}
