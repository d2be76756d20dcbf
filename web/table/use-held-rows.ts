import type { Watchable } from '#web/data/fold.ts'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { holdOrder, nothingGone, type Rows } from './hold-order.ts'

interface Held<T> {
  order: readonly T[]
  /** What the person asked for (filter and sort); asking for something else ends the holding. */
  asked: string
}

interface HeldRows<T> {
  rows: Rows<T>
  hold: () => void
  release: () => void
}

/** The rows in their order, or in the order they had when the pointer came. */
export function useHeldRows<T extends Watchable>(sorted: readonly T[], asked: string): HeldRows<T> {
  const [held, setHeld] = useState<Held<T>>()
  if (held !== undefined && held.asked !== asked) setHeld({ order: sorted, asked })
  const rows = useMemo(
    () =>
      held === undefined || held.asked !== asked
        ? { objects: sorted, gone: nothingGone }
        : holdOrder(held.order, sorted),
    [held, sorted, asked],
  )
  const latest = useRef({ order: sorted, asked })
  useEffect(() => {
    latest.current = { order: sorted, asked }
  }, [sorted, asked])
  const hold = useCallback(() => setHeld((now) => now ?? latest.current), [])
  const release = useCallback(() => setHeld(undefined), [])
  return { rows, hold, release }
}
