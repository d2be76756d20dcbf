import type { Kind, ObjectOf } from '#api/kind.ts'
import { collectionPath, managementPrefix, objectPath } from '#api/paths.ts'
import type { Status } from '#kube/status.ts'
import { apiVersionOf, type ObjectMeta } from '#kube/types.ts'
import type { QueryClient } from '@tanstack/react-query'
import { noteBegun } from './begun.ts'
import { request } from './client.ts'
import { foldList, foldObject, type Change, type Listed, type Seen, type Watchable } from './fold.ts'
import { listOf, objectOf } from './queries.ts'

/** What a new object is made of; the kind adds the rest. */
export interface Draft<K extends Kind> {
  metadata: ObjectMeta
  spec: ObjectOf<K>['spec']
}

/** What Kubernetes notes as the manager of fields that were written here. */
export const consoleManager = 'aerie-console'
const asManager = `?fieldManager=${consoleManager}`

/** Kinds of objects that take a while to be what they are to be. */
const slow: ReadonlySet<string> = new Set(['spaceinstances', 'virtualclusterinstances'])

/** Creates the object and puts the server's answer into the cache. */
export async function create<K extends Kind>(
  client: QueryClient,
  kind: K,
  draft: Draft<K>,
): Promise<ObjectOf<K>> {
  const path = managementPrefix + collectionPath(kind, draft.metadata.namespace) + asManager
  const body = { apiVersion: apiVersionOf(kind), kind: kind.kind, ...draft }
  const object = await request<ObjectOf<K>>('POST', path, { body })
  remember(client, kind, { type: 'ADDED', object })
  const { name, namespace } = object.metadata
  if (slow.has(kind.plural)) noteBegun({ what: 'create', kind, name, namespace })
  return object
}

/**
 * Changes only what the merge patch names. With `metadata.resourceVersion` in it, the server refuses the
 * change with 409 if the object is a newer one by now.
 */
export async function patch<K extends Kind>(
  client: QueryClient,
  kind: K,
  name: string,
  body: Record<string, unknown>,
  namespace?: string,
): Promise<ObjectOf<K>> {
  const path = managementPrefix + objectPath(kind, name, namespace) + asManager
  const object = await request<ObjectOf<K>>('PATCH', path, {
    body,
    contentType: 'application/merge-patch+json',
  })
  remember(client, kind, { type: 'MODIFIED', object })
  return object
}

/**
 * Deletes the object. While finalizers hold it, it stays with its deletion time; else it leaves the cached
 * lists at once. A page that shows it learns from its own watch.
 */
export async function remove<K extends Kind>(
  client: QueryClient,
  kind: K,
  object: ObjectOf<K>,
): Promise<void> {
  const { name, namespace } = object.metadata
  if (await removeUntold(client, kind, object)) noteBegun({ what: 'delete', kind, name, namespace })
}

/** The same, with nobody told when it is gone; answers whether something holds it till then. */
export async function removeUntold<K extends Kind>(
  client: QueryClient,
  kind: K,
  object: ObjectOf<K>,
): Promise<boolean> {
  const { name, namespace } = object.metadata
  const path = managementPrefix + objectPath(kind, name, namespace)
  const answer = await request<ObjectOf<K> | Status>('DELETE', path)
  const held = 'spec' in answer && answer.metadata.finalizers !== undefined
  remember(client, kind, held ? { type: 'MODIFIED', object: answer } : { type: 'DELETED', object })
  return held
}

function remember<K extends Kind>(client: QueryClient, kind: K, change: Change<ObjectOf<K>>): void {
  const { name, namespace } = change.object.metadata
  const lists = namespace === undefined ? [listOf(kind)] : [listOf(kind), listOf(kind, namespace)]
  // The place to watch from stays: the answer to a write says nothing about what happened before it.
  for (const { queryKey } of lists) {
    client.setQueryData<Listed<ObjectOf<K>>>(queryKey, (list) =>
      list === undefined || isTold(change, list)
        ? list
        : { ...foldList(list, [change]), resourceVersion: list.resourceVersion },
    )
  }
  client.setQueryData<Seen<ObjectOf<K>>>(objectOf(kind, name, namespace).queryKey, (seen) =>
    seen === undefined || isTold(change, seen)
      ? seen
      : { ...foldObject(seen, [change]), resourceVersion: seen.resourceVersion },
  )
}

/**
 * Whether a watch has been there already: what it told since, such as that the object is gone, is not to be taken back
 * by an answer that was slower. Versions are whole numbers that grow, as Kubernetes has them.
 */
function isTold(
  { type, object }: Change<Watchable>,
  { resourceVersion: watched }: { resourceVersion: string },
) {
  const { resourceVersion: its = '' } = object.metadata
  if (type === 'DELETED' || !/^\d+$/.test(its) || !/^\d+$/.test(watched)) return false
  return BigInt(its) <= BigInt(watched)
}
