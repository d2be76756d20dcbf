import { useCallback, useEffect, useRef } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'

/** Changes the query of the address; `push` leaves the address that was behind as one to go back to. */
export type ChangeAddress = (change: (before: URLSearchParams) => URLSearchParams, push?: 'push') => void

/**
 * The query of the address, and what changes it. A move takes a moment: a change that is made meanwhile builds on it,
 * and not on the address as it still is.
 */
export function useAddress(): [URLSearchParams, ChangeAddress] {
  const [params] = useSearchParams()
  const { hash } = useLocation()
  const navigate = useNavigate()
  const intended = useRef({ params, hash })
  useEffect(() => {
    intended.current = { params, hash }
  }, [params, hash])
  const change = useCallback<ChangeAddress>(
    (of, push) => {
      const next = of(intended.current.params)
      intended.current.params = next
      void navigate({ search: next.toString(), hash: intended.current.hash }, { replace: push === undefined })
    },
    [navigate],
  )
  return [params, change]
}

/** A query with some of it changed; what becomes empty is left out. */
export function changed(before: URLSearchParams, changes: Readonly<Record<string, string>>): URLSearchParams {
  const next = new URLSearchParams(before)
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}
