import { storageKey } from '#api-mock/resources/definition.ts'
import { isPod, refused } from './plugin.ts'
import type { Plugin } from './plugin.ts'

/**
 * The most pods that a cluster here holds. A real one has room for 150,000, where each is more than a few KB in
 * the memory of one process that other clusters depend on; no number of replicas must be able to fill that.
 */
const mostPods = 20_000

/** Refuses pods beyond what the process can hold, as a quota on the whole cluster would. */
export const room: Plugin = {
  validate(admitting, object, live) {
    if (live !== undefined || !isPod(admitting)) return
    const { cluster, definition } = admitting.context
    if (cluster.store.collection(storageKey(definition)).size < mostPods) return
    throw refused(admitting, object, `this cluster has room for no more than ${mostPods} pods`)
  },
}
