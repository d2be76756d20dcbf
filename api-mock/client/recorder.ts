import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { events } from '#api-mock/builtin/events.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { Client } from './client.ts'
import { EventNames } from './event-names.ts'

/** Something that happened to an object, in the words of whoever did it. */
export interface Occurrence {
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  /** The part of the object, such as `spec.containers{main}`. */
  fieldPath?: string
}

/** So much may be told at once in a cluster, and then this much a second. */
const burst = 1000
const perSecond = 100

/**
 * What may still be told. Real components each have a bound of their own and drop what is more; here all share
 * one, since one process keeps what all of them tell.
 */
class Allowance {
  #left = burst
  #refilled = Date.now()

  take(): boolean {
    const now = Date.now()
    this.#left = Math.min(burst, this.#left + ((now - this.#refilled) / 1000) * perSecond)
    this.#refilled = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}

const allowances = new WeakMap<Cluster, Allowance>()

function allowanceOf(cluster: Cluster): Allowance {
  const known = allowances.get(cluster) ?? new Allowance()
  allowances.set(cluster, known)
  return known
}

const allNames = new WeakMap<Cluster, EventNames>()

function namesOf(cluster: Cluster): EventNames {
  const known = allNames.get(cluster) ?? new EventNames()
  allNames.set(cluster, known)
  return known
}

/** Tells what happens as Events: what happens again is counted in the Event that tells of it already. */
export class Recorder {
  readonly #client: Client
  readonly #source: { component: string; host?: string }

  /** `host` is the node of a component that runs on each; `manager` the program that it is a part of. */
  constructor(
    cluster: Cluster,
    source: { component: string; host?: string },
    manager: string = source.component,
  ) {
    const username = `system:serviceaccount:kube-system:${source.component}`
    this.#client = new Client(cluster, { username, manager })
    this.#source = source
  }

  /** Does not wait: an Event that cannot be written is no reason to stop. */
  record(object: KubeObject, occurrence: Occurrence, host?: string): void {
    const { cluster } = this.#client
    if (!allowanceOf(cluster).take()) return
    this.#write(object, occurrence, host).catch((error: unknown) => {
      // A namespace that is going takes no Events any more.
      if (!isRefused(error)) cluster.report(error)
    })
  }

  async #write(object: KubeObject, occurrence: Occurrence, host?: string): Promise<void> {
    const { cluster } = this.#client
    const { metadata, apiVersion, kind } = object
    const { type, reason, message, fieldPath } = occurrence
    const source = { ...this.#source, ...(host === undefined ? {} : { host }) }
    const namespace = metadata.namespace ?? 'default'
    const key = [metadata.uid, type, reason, message, fieldPath, source.component, source.host].join('\0')
    const name = namesOf(cluster).nameOf(metadata.name, key, cluster.clock().getTime())
    const now = cluster.timestamp()
    if (cluster.store.get(storageKey(events), namespace, name) !== undefined) {
      await this.#client.edit(events, { namespace, name }, (event) => ({
        ...event,
        lastTimestamp: now,
        count: (typeof event.count === 'number' ? event.count : 1) + 1,
      }))
      return
    }
    await this.#client.create(events, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: {
        kind,
        ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        name: metadata.name,
        ...(metadata.uid === undefined ? {} : { uid: metadata.uid }),
        apiVersion,
        ...(metadata.resourceVersion === undefined ? {} : { resourceVersion: metadata.resourceVersion }),
        ...(fieldPath === undefined ? {} : { fieldPath }),
      },
      reason,
      message,
      source,
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type,
      reportingComponent: source.component,
      reportingInstance: source.host ?? '',
    })
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof StatusError && error.code < 500
}
