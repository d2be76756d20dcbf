import type { Kind, ObjectOf } from '#api/kind.ts'
import type { QueryClient } from '@tanstack/react-query'
import { asStatusError } from './client.ts'
import { objectOf } from './queries.ts'
import { patch } from './writes.ts'

/** How often somebody else may come between reading and writing before the person hears of it. */
const attempts = 5

/**
 * Changes an object by what `change` makes of it as it is: a merge patch. Where somebody else writes meanwhile, it is
 * made anew of what they wrote, so that a list that is replaced as a whole loses nothing of theirs.
 */
export async function updateObject<K extends Kind>(
  client: QueryClient,
  kind: K,
  name: string,
  change: (object: ObjectOf<K>) => Record<string, unknown>,
): Promise<void> {
  const query = objectOf(kind, name)
  for (let attempt = 1; ; attempt += 1) {
    const { object } = await client.query({ ...query, staleTime: attempt === 1 ? Infinity : 0 })
    const { resourceVersion } = object.metadata
    try {
      await patch(client, kind, name, { ...change(object), metadata: { resourceVersion } })
      return
    } catch (error) {
      if (asStatusError(error).reason !== 'Conflict' || attempt === attempts) throw error
    }
  }
}
