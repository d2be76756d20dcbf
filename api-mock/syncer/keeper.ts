import { StatusError } from '#kube/status.ts'
import { placeOf } from '#api-mock/client/place.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Outcome } from '#api-mock/client/worker.ts'
import { read } from '#api-mock/controllers/context.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { SyncContext } from './context.ts'
import type { Target } from './metadata.ts'

/** A quota is told of many changes at once: what waits for room tries after so many milliseconds. */
const gathering = 100

/** What is refused is tried again after pauses that grow to so many milliseconds, as controllers of vcluster do. */
const longestPause = 1_000_000

/** So many objects of a resource are worked on at once. */
const atOnce = 20

export interface KeeperOptions {
  definition: ResourceDefinition
  /** Who tells of it inside when the host refuses something. */
  component: string
  work: (key: string, target: Target) => Promise<Outcome>
}

/**
 * Works on the objects of one resource by their keys inside. What the host refuses is told inside in its words
 * and tried again, also as soon as the host may admit it; while there is nothing to go to, it waits.
 */
export class Keeper {
  readonly #context: SyncContext
  readonly #options: KeeperOptions
  readonly #recorder: ReturnType<SyncContext['recorder']>
  readonly #worker: Worker
  /** What waits for the host, and how often that has refused it. */
  readonly #held = new Map<string, number>()

  constructor(context: SyncContext, options: KeeperOptions) {
    this.#context = context
    this.#options = options
    this.#recorder = context.recorder(options.component)
    this.#worker = new Worker((key) => this.#run(key), context.guest.cluster.report, atOnce)
    context.onRoom(() => {
      for (const key of this.#held.keys()) this.#worker.add(key, gathering)
    })
  }

  add(key: string): void {
    this.#worker.add(key)
  }

  stop(): void {
    this.#worker.stop()
  }

  async #run(key: string): Promise<Outcome> {
    const target = this.#context.target()
    if (target === undefined) {
      this.#held.set(key, 0)
      return undefined
    }
    try {
      const outcome = await this.#options.work(key, target)
      this.#held.delete(key)
      return outcome
    } catch (error) {
      if (!(error instanceof StatusError) || error.code >= 500) throw error
      const refusals = (this.#held.get(key) ?? 0) + 1
      this.#held.set(key, refusals)
      this.#tell(key, error)
      this.#worker.add(key, Math.min(longestPause, 5 * 2 ** refusals))
      return undefined
    }
  }

  #tell(key: string, { message }: StatusError): void {
    const object = read(this.#context.guest.cluster, this.#options.definition, placeOf(key))
    if (object === undefined) return
    const text = `Error syncing to host cluster: ${message}`
    this.#recorder.record(object, { type: 'Warning', reason: 'SyncError', message: text })
  }
}
