import { useSuspenseQuery, type UseSuspenseQueryOptions } from '@tanstack/react-query'
import { asStatusError } from './client.ts'
import type { Listed, Seen } from './fold.ts'

/** The objects of a list, live. Drawn again only when one of them changed. */
export function useObjects<T, Key extends readonly unknown[]>(
  query: UseSuspenseQueryOptions<Listed<T>, Error, Listed<T>, Key>,
): readonly T[] {
  const { data, error } = useSuspenseQuery({ ...query, select: itemsOf })
  throwIfRefused(error)
  return data
}

/** One object, live; `gone` when it was deleted while it was shown. */
export function useObject<T, Key extends readonly unknown[]>(
  query: UseSuspenseQueryOptions<Seen<T>, Error, Seen<T>, Key>,
): Seen<T> {
  const { data, error } = useSuspenseQuery(query)
  throwIfRefused(error)
  return data
}

function itemsOf<T>({ items }: Listed<T>): readonly T[] {
  return items
}

/**
 * While the server is away, what was last known stays on screen. But when it answers that the person may not
 * see this any more, it must not.
 */
function throwIfRefused(error: Error | null): void {
  if (error !== null && asStatusError(error).code === 403) throw error
}
