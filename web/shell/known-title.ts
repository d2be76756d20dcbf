import type { Kind } from '#api/kind.ts'
import type { Listed, Seen, Watchable } from '#web/data/fold.ts'
import { listOf, objectOf } from '#web/data/queries.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { notifyManager, useQueryClient, type QueryClient } from '@tanstack/react-query'
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
  const subscribe = useCallback(
    (onChange: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(onChange)),
    [client],
  )
  const title = (): string | undefined => (of === undefined ? undefined : knownTitle(client, of))
  return useSyncExternalStore(subscribe, title)
}

/** By its own page, or by a list that it is in. */
export function knownTitle(client: QueryClient, { kind, name, namespace }: Named): string | undefined {
  const own = client.getQueryData<Seen<Titled>>(objectOf(kind, name, namespace).queryKey)?.object
  const lists = [listOf(kind, namespace), listOf(kind)].map(({ queryKey }) =>
    client.getQueryData<Listed<Titled>>(queryKey),
  )
  const object =
    own ?? lists.flatMap((list) => list?.items ?? []).find((one) => isNamed(one, name, namespace))
  return object === undefined ? undefined : titleOf(object)
}

type Titled = Watchable & Parameters<typeof titleOf>[0]

function isNamed({ metadata }: Titled, name: string, namespace: string | undefined): boolean {
  return metadata.name === name && (namespace === undefined || metadata.namespace === namespace)
}
