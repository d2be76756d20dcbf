import type { Watchable } from '#web/data/fold.ts'
import { useMemo, useState } from 'react'
import { holdOrder, type Row } from './hold-order.ts'

interface Held<T> {
  order: readonly T[]
  /** What the person asked for (filter and sort); asking for something else ends the holding. */
  asked: string
}

interface HeldRows<T> {
  rows: readonly Row<T>[]
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
        ? sorted.map((object) => ({ object, gone: false }))
        : holdOrder(held.order, sorted),
    [held, sorted, asked],
  )
  return {
    rows,
    hold: () => setHeld((now) => now ?? { order: sorted, asked }),
    release: () => setHeld(undefined),
  }
}
