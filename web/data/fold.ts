import type { ObjectMeta } from '#kube/types.ts'
import type { WatchEvent } from '#kube/watch.ts'

/** What folding needs to know of an object. */
export interface Watchable {
  metadata: ObjectMeta
}

/** A list as the cache keeps it; `resourceVersion` is where a watch goes on. */
export interface Listed<T> {
  resourceVersion: string
  items: readonly T[]
}

/** One object as the cache keeps it: `gone` once it was deleted, with its last state still readable. */
export interface Seen<T> {
  resourceVersion: string
  object: T
  gone: boolean
}

/** An event that tells of a change; errors end a watch and are handled where it is opened. */
export type Change<T> = Exclude<WatchEvent<T>, { type: 'ERROR' }>

function identity({ metadata }: Watchable): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`
}

function same(one: Watchable, other: Watchable): boolean {
  return (
    one.metadata.resourceVersion !== undefined &&
    one.metadata.resourceVersion === other.metadata.resourceVersion &&
    identity(one) === identity(other)
  )
}

/**
 * The list after the changes. Objects that did not change keep their identity, so that their rows are not
 * drawn again; when nothing but bookmarks came, the items array itself is kept.
 */
export function foldList<T extends Watchable>(list: Listed<T>, changes: readonly Change<T>[]): Listed<T> {
  const latest = new Map<string, T | undefined>()
  let resourceVersion = list.resourceVersion
  for (const { type, object } of changes) {
    resourceVersion = object.metadata.resourceVersion ?? resourceVersion
    if (type !== 'BOOKMARK') latest.set(identity(object), type === 'DELETED' ? undefined : object)
  }
  return { resourceVersion, items: latest.size === 0 ? list.items : applied(list.items, latest) }
}

/** At which place of a list each of its objects is; made once, and handed on for as long as no place changes. */
const placesIn = new WeakMap<readonly Watchable[], ReadonlyMap<string, number>>()

function placesOf(items: readonly Watchable[]): ReadonlyMap<string, number> {
  const known = placesIn.get(items)
  if (known !== undefined) return known
  const places = new Map(items.map((item, place) => [identity(item), place]))
  placesIn.set(items, places)
  return places
}

function applied<T extends Watchable>(items: readonly T[], latest: ReadonlyMap<string, T | undefined>) {
  const places = placesOf(items)
  const result = [...items]
  const gone = new Set<number>()
  let changed = false
  for (const [key, next] of latest) {
    const place = places.get(key)
    const known = place === undefined ? undefined : items[place]
    if (place === undefined || known === undefined) {
      if (next !== undefined) result.push(next)
    } else if (next === undefined) {
      gone.add(place)
    } else if (!same(known, next)) {
      result[place] = next
      changed = true
    }
  }
  if (gone.size > 0) return result.filter((_, place) => !gone.has(place))
  if (result.length > items.length) return result
  if (!changed) return items
  placesIn.set(result, places)
  return result
}

/** The one object after the changes; one that is made again under the same name is back. */
export function foldObject<T extends Watchable>(seen: Seen<T>, changes: readonly Change<T>[]): Seen<T> {
  let { resourceVersion, object, gone } = seen
  for (const change of changes) {
    resourceVersion = change.object.metadata.resourceVersion ?? resourceVersion
    if (change.type === 'BOOKMARK') continue
    gone = change.type === 'DELETED'
    if (!same(object, change.object)) object = change.object
  }
  return { resourceVersion, object, gone }
}

/** A list that was read again, with the known object wherever it did not change. */
export function keepKnown<T extends Watchable>(known: Listed<T> | undefined, next: Listed<T>): Listed<T> {
  if (known === undefined) return next
  const byIdentity = new Map(known.items.map((item) => [identity(item), item]))
  const items = next.items.map((item) => {
    const old = byIdentity.get(identity(item))
    return old !== undefined && same(old, item) ? old : item
  })
  const unchanged =
    items.length === known.items.length && items.every((item, index) => item === known.items[index])
  return { resourceVersion: next.resourceVersion, items: unchanged ? known.items : items }
}
