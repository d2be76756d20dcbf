import { useCallback, useEffect, useRef } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { addressOf, choiceOf, type Choice } from './log-query.ts'

/** What is chosen, kept in the address, so that a copied address shows the same. */
export function useChoice(): [Choice, (change: Partial<Choice>) => void] {
  const [params] = useSearchParams()
  const { hash } = useLocation()
  const navigate = useNavigate()
  // Moves take a moment; what is changed meanwhile builds on them.
  const intended = useRef({ params, hash })
  useEffect(() => {
    intended.current = { params, hash }
  }, [params, hash])
  const change = useCallback(
    (part: Partial<Choice>) => {
      const { params: before, hash: line } = intended.current
      const next = addressOf({ ...choiceOf(before), ...part }, before)
      intended.current.params = next
      void navigate({ search: next.toString(), hash: line }, { replace: true })
    },
    [navigate],
  )
  return [choiceOf(params), change]
}
