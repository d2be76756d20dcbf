import type { Kind } from '#api/kind.ts'
import type { Listed, Seen, Watchable } from '#web/data/fold.ts'
import { listOf, objectOf } from '#web/data/queries.ts'
import { titleOf } from '#web/ui/object-words.ts'
import {
  hashKey,
  notifyManager,
  useQueryClient,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'

/** An object that a place is named after. */
export interface Named {
  kind: Kind
  name: string
  namespace?: string
}

/** What people call it, as far as it is known here already: nothing is asked for. */
export function useKnownTitle(of: Named | undefined): string | undefined {
  const client = useQueryClient()
  // As a text, which is the same for the same place.
  const hashes = of === undefined ? '' : keysOf(of).map(hashKey).join('\n')
  const subscribe = useCallback(
    (onChange: () => void) => {
      const known = new Set(hashes.split('\n'))
      const tell = notifyManager.batchCalls(onChange)
      // The lists of a page may change many times a second, and are rarely about this.
      return client.getQueryCache().subscribe(({ query }) => known.has(query.queryHash) && tell())
    },
    [client, hashes],
  )
  const title = (): string | undefined => (of === undefined ? undefined : knownTitle(client, of))
  return useSyncExternalStore(subscribe, title)
}

/** By its own page, or by a list that it is in. */
export function knownTitle(client: QueryClient, of: Named): string | undefined {
  const { name, namespace } = of
  const [ownKey, ...listKeys] = keysOf(of)
  const own = client.getQueryData<Seen<Titled>>(ownKey)?.object
  const lists = listKeys.map((key) => client.getQueryData<Listed<Titled>>(key))
  const object =
    own ?? lists.flatMap((list) => list?.items ?? []).find((one) => isNamed(one, name, namespace))
  return object === undefined ? undefined : titleOf(object)
}

/** Where it may be known: by itself, and in lists. */
function keysOf({ kind, name, namespace }: Named): [own: QueryKey, ...lists: QueryKey[]] {
  return [objectOf(kind, name, namespace).queryKey, listOf(kind, namespace).queryKey, listOf(kind).queryKey]
}

type Titled = Watchable & Parameters<typeof titleOf>[0]

function isNamed({ metadata }: Titled, name: string, namespace: string | undefined): boolean {
  return metadata.name === name && (namespace === undefined || metadata.namespace === namespace)
}
