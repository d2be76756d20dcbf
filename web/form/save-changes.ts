import type { Kind, ObjectOf } from '#api/kind.ts'
import { asStatusError } from '#web/data/client.ts'
import { objectOf } from '#web/data/queries.ts'
import { patch } from '#web/data/writes.ts'
import type { ObjectMeta } from '#kube/types.ts'
import type { QueryClient } from '@tanstack/react-query'
import { managerOf } from './manager.ts'
import { mergePatch, mergeThree, type Overlap, type Tree } from './merge.ts'
import { OverlapError } from './use-object-form.ts'

interface Change<K extends Kind, Values extends Tree> {
  kind: K
  name: string
  namespace?: string
  /** The part of the object that the form shows. */
  shown: (object: ObjectOf<K>) => Values
  /** What the form started from, and what the person made of it. */
  base: Values
  values: Values
  /** Whether mine counts where both changed a field. */
  overrule: boolean
}

/** How often somebody else may come between reading and writing before the person hears of it. */
const attempts = 5

/**
 * Saves what the person changed and nothing else, merged with what others changed meanwhile. Throws
 * OverlapError when both changed the same field to different ends, unless `overrule` is set.
 */
export async function saveChanges<K extends Kind, Values extends Tree>(
  client: QueryClient,
  { kind, name, namespace, shown, base, values, overrule }: Change<K, Values>,
): Promise<void> {
  const query = objectOf(kind, name, namespace)
  for (let attempt = 1; ; attempt += 1) {
    const { object } = await client.query({ ...query, staleTime: attempt === 1 ? Infinity : 0 })
    const theirs = shown(object)
    const merged = mergeThree(base, values, theirs)
    if (merged.overlaps.length > 0 && !overrule)
      throw new OverlapError(withManagers(object.metadata, merged.overlaps))
    const change = mergePatch(theirs, merged.values)
    if (Object.keys(change).length === 0) return
    const { resourceVersion } = object.metadata
    try {
      const body = { ...change, metadata: { ...metadataOf(change), resourceVersion } }
      await patch(client, kind, name, body, namespace)
      return
    } catch (error) {
      // Somebody came between: read what they wrote, and merge with that.
      if (asStatusError(error).reason !== 'Conflict' || attempt === attempts) throw error
    }
  }
}

function withManagers(metadata: ObjectMeta, overlaps: readonly Overlap[]): Overlap[] {
  return overlaps.map((overlap) => {
    const manager = managerOf(metadata, overlap.field)
    return manager === undefined ? overlap : { ...overlap, manager }
  })
}

function metadataOf(change: Tree): Tree {
  const { metadata } = change
  return typeof metadata === 'object' && metadata !== null ? (metadata as Tree) : {}
}
