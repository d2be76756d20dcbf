import type { Watchable } from '#web/data/fold.ts'
import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

interface Opened<T> {
  /** The key of what is open; undefined while nothing is. */
  opened: string | undefined
  /** Where a row leads: to itself, opened beside the others. */
  href: (object: T) => string
  close: () => void
}

/** Which row is open, kept in the address beside filter and sort. */
export function useOpened<T extends Watchable>(name: string, keyOf: (object: T) => string): Opened<T> {
  const [params, setParams] = useSearchParams()
  const rest = without(params, name)
  const href = useCallback(
    (object: T) => {
      const next = new URLSearchParams(rest)
      next.set(name, keyOf(object))
      return `?${next}`
    },
    [rest, name, keyOf],
  )
  return {
    opened: params.get(name) ?? undefined,
    href,
    close: () => setParams((now) => new URLSearchParams(without(now, name))),
  }
}

function without(params: URLSearchParams, name: string): string {
  const rest = new URLSearchParams(params)
  rest.delete(name)
  return rest.toString()
}
