import { useAddress } from '#web/ui/use-address.ts'
import { useCallback, useMemo } from 'react'
import { addressOf, choiceOf, type Choice } from './log-query.ts'

/** What is chosen, kept in the address, so that a copied address shows the same. */
export function useChoice(): [Choice, (change: Partial<Choice>) => void] {
  const [params, change] = useAddress()
  const choose = useCallback(
    (part: Partial<Choice>) => change((before) => addressOf({ ...choiceOf(before), ...part }, before)),
    [change],
  )
  return [useMemo(() => choiceOf(params), [params]), choose]
}
