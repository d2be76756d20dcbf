import { createHash } from 'node:crypto'
import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { events } from '#api-mock/builtin/events.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { Client } from './client.ts'

/** Something that happened to an object, in the words of whoever did it. */
export interface Occurrence {
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  /** The part of the object, such as `spec.containers{main}`. */
  fieldPath?: string
}

/** A component may tell so much at once, and then this much a second: what is more is not told, as with real ones. */
const burst = 300
const perSecond = 50

/** Tells what happens as Events: what happens again is counted in the Event that tells of it already. */
export class Recorder {
  readonly #client: Client
  readonly #source: { component: string; host?: string }
  #allowance = burst
  #refilled = Date.now()

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
    if (!this.#allowed()) return
    const { cluster } = this.#client
    this.#write(object, occurrence, host).catch((error: unknown) => {
      // A namespace that is going takes no Events any more.
      if (!isRefused(error)) cluster.report(error)
    })
  }

  #allowed(): boolean {
    const now = Date.now()
    this.#allowance = Math.min(burst, this.#allowance + ((now - this.#refilled) / 1000) * perSecond)
    this.#refilled = now
    if (this.#allowance < 1) return false
    this.#allowance -= 1
    return true
  }

  async #write(object: KubeObject, occurrence: Occurrence, host?: string): Promise<void> {
    const { cluster } = this.#client
    const { metadata, apiVersion, kind } = object
    const { type, reason, message, fieldPath } = occurrence
    const source = { ...this.#source, ...(host === undefined ? {} : { host }) }
    const namespace = metadata.namespace ?? 'default'
    const key = [metadata.uid, type, reason, message, fieldPath, source.component, source.host].join('\0')
    const name = `${metadata.name}.${createHash('sha256').update(key).digest('hex').slice(0, 16)}`
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
