import { useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { asStatusError } from './client.ts'
import type { Inside } from './inside.ts'

/**
 * A collection, live; undefined until its first objects are there. It does not suspend, so that the first of many
 * are drawn before all of them are read.
 */
export function useInside<T, Key extends readonly unknown[]>(
  list: UseQueryOptions<Inside<T>, Error, Inside<T>, Key>,
): Inside<T> | undefined {
  const { data, error } = useQuery(list)
  // While the server is away, what was last known stays on screen: but not a part of it, nor what one may not see.
  const missing = data === undefined || data.partial === true
  if (error !== null && (missing || asStatusError(error).code === 403)) throw error
  return data
}
