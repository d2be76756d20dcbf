import { StatusError } from '#kube/status.ts'
import { startController, type Controller } from '#server/controllers/controller.ts'
import { indexInstances, type InstanceIndex } from './instance-index.ts'
import { beginWalk, type Walk } from './instance-walk.ts'
import type { Progress } from './progress.ts'
import { giveBack, removeInstance, removeOrphans } from './removal.ts'
import { namedOf, namespacedKey, type Instance, type InstanceKind, type Surroundings } from './subject.ts'

/** One kind of instances, and who looks after them. */
export interface Side {
  of: InstanceKind
  instances: ReadonlyMap<string, Instance>
  index: InstanceIndex
  /** One of them changed. */
  changed(before: Instance | undefined, after: Instance | undefined): void
  /** Asks for one by its key. */
  enqueue: Controller['enqueue']
  stop: Controller['stop']
}

interface Options<I extends Instance> {
  of: InstanceKind
  instances: ReadonlyMap<string, I>
  /** There as soon as everything is known that is needed. */
  surroundings: () => Promise<Surroundings>
  sync: (at: Walk<I>) => Promise<Progress>
  /** It goes, or is gone: what is kept for it is not needed any more. */
  closed: (key: string) => void
  report: (error: unknown) => void
}

/** How long a refusal stands when nothing tells of a change: no server says when it would think otherwise. */
const refusedFor = 15_000

/** Refusals that end when somebody changes what is on a server. */
const refusals = new Set(['Refused', 'UnknownKind'])

export function openSide<I extends Instance>({ of, instances, surroundings, ...options }: Options<I>): Side {
  const index = indexInstances()
  for (const instance of instances.values()) index.put(instance)
  /** When those that are gone were deleted. */
  const deleted = new Map<string, string>()
  const controller = startController({
    name: of.kind.plural,
    concurrency: 8,
    reconcile,
    report(error) {
      // Of what is not there yet, or does not answer, the instance itself tells.
      const cause = error instanceof Error ? error.cause : undefined
      if (!(cause instanceof StatusError) || cause.code !== 503) options.report(error)
    },
  })

  async function reconcile(key: string, signal: AbortSignal): Promise<void> {
    const around = await surroundings()
    const named = namedOf(of, key, around.installation)
    if (named === undefined) return
    const instance = instances.get(key)
    if (instance === undefined) {
      options.closed(key)
      // Only what a consistent read does not find is gone.
      if ((await around.directory.read(of.kind, named.name, named.namespace)) !== undefined) return
      const until = deleted.get(key)
      if (until !== undefined) await giveBack(around, of, named, until)
      deleted.delete(key)
      await removeOrphans(around, named)
    } else if (instance.status?.ignoreReconciliation === true) {
      return
    } else if (instance.metadata.deletionTimestamp !== undefined) {
      options.closed(key)
      await removeInstance(around, of, named, instance)
    } else {
      const { reason, fault } = await options.sync(await beginWalk(around, of, named, instance, signal))
      if (refusals.has(reason)) controller.enqueue(key, refusedFor)
      else if (fault !== undefined) throw fault
    }
  }

  return {
    of,
    instances,
    index,
    enqueue: (key, afterMs) => controller.enqueue(key, afterMs),
    stop: () => controller.stop(),
    changed(before, after) {
      const instance = after ?? before
      if (instance === undefined) return
      const key = namespacedKey(instance)
      if (after === undefined) {
        index.drop(instance)
        deleted.set(key, instance.metadata.deletionTimestamp ?? new Date().toISOString())
      } else index.put(after)
      controller.enqueue(key)
    },
  }
}
