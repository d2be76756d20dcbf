import type { Kind } from '#api/kind.ts'
import { objectPath } from '#api/paths.ts'
import type { JsonObject } from '#kube/json.ts'
import { mergeDiff } from '#kube/merge-diff.ts'
import { StatusError } from '#kube/status.ts'
import type { ObjectMeta } from '#kube/types.ts'
import { orAbsent, type Client } from '#server/cluster/client.ts'

/** What the controllers write about an object of the management API. */
export interface Writable {
  metadata: ObjectMeta
  status?: unknown
}

function pathOf(kind: Kind, { name, namespace }: ObjectMeta): string {
  return objectPath(kind, name, namespace)
}

/**
 * Writes a whole status, and nothing where the object says it already: so the change that this causes ends with
 * the next look. An object that is gone needs none.
 */
export async function writeStatus(
  client: Client,
  kind: Kind,
  object: Writable,
  status: JsonObject,
): Promise<void> {
  const patch = mergeDiff(object.status, status)
  if (patch === undefined) return
  await orAbsent(client.merge(`${pathOf(kind, object.metadata)}/status`, { status: patch }))
}

/** Adds a finalizer where it is missing, and gives the object as it is then. */
export async function addFinalizer<T extends Writable>(
  client: Client,
  kind: Kind,
  object: T,
  finalizer: string,
): Promise<T> {
  const { finalizers = [], resourceVersion } = object.metadata
  if (finalizers.includes(finalizer)) return object
  const metadata = { resourceVersion, finalizers: [...finalizers, finalizer] }
  return client.merge<T>(pathOf(kind, object.metadata), { metadata })
}

const mostTries = 5

/** Takes a finalizer away, also where somebody else writes at the same time; an object that is gone has none. */
export async function removeFinalizer(
  client: Client,
  kind: Kind,
  object: Writable,
  finalizer: string,
): Promise<void> {
  const path = pathOf(kind, object.metadata)
  let current: Writable | undefined = object
  for (let attempt = 1; current !== undefined; attempt++) {
    const { uid, finalizers = [], resourceVersion } = current.metadata
    // Another of the same name has finalizers of its own.
    if (uid !== object.metadata.uid || !finalizers.includes(finalizer)) return
    const left = finalizers.filter((other) => other !== finalizer)
    try {
      await orAbsent(client.merge(path, { metadata: { resourceVersion, finalizers: left } }))
      return
    } catch (error) {
      if (!(error instanceof StatusError) || error.code !== 409 || attempt === mostTries) throw error
      current = await orAbsent(client.get<Writable>(path))
    }
  }
}
