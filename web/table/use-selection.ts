import type { Watchable } from '#web/data/fold.ts'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { keyOf } from './column.ts'
import type { Rows } from './hold-order.ts'
import { nobody, toggled, toggledAll } from './selection.ts'

export interface Selection<T> {
  /** The keys of the chosen rows. */
  keys: ReadonlySet<string>
  /** The chosen objects that are still there: what vanishes is chosen no more. */
  objects: readonly T[]
  /** Whether all rows that are shown are chosen. */
  all: boolean
  toggle: (key: string, range: boolean) => void
  toggleAll: () => void
  clear: () => void
}

/** Which rows are chosen for something that is done with all of them; `rows` are those that the filter lets through. */
export function useSelection<T extends Watchable>(objects: readonly T[], rows: Rows<T>): Selection<T> {
  const [chosen, setChosen] = useState(nobody)
  const { keys } = chosen
  const there = useMemo(
    () => (keys.size === 0 ? none : objects.filter((object) => keys.has(keyOf(object)))),
    [objects, keys],
  )
  const latest = useRef(rows)
  useEffect(() => {
    latest.current = rows
  }, [rows])
  const toggle = useCallback((key: string, range: boolean) => {
    setChosen((now) => toggled(now, key, range, range ? latest.current.objects.map(keyOf) : [key]))
  }, [])
  const toggleAll = useCallback(
    () => setChosen((now) => toggledAll(now, latest.current.objects.map(keyOf))),
    [],
  )
  const clear = useCallback(() => setChosen(nobody), [])
  const all = keys.size > 0 && rows.objects.every((object) => keys.has(keyOf(object)))
  return useMemo(
    () => ({ keys, objects: there, all, toggle, toggleAll, clear }),
    [keys, there, all, toggle, toggleAll, clear],
  )
}

const none: readonly never[] = []
