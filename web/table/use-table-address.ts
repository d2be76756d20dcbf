import { useCallback, useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { parseSort, printSort, type Sort } from './sort.ts'

interface TableAddress {
  filter: string
  setFilter: (filter: string) => void
  sort: Sort
  setSort: (sort: Sort) => void
}

/** Typing pauses this long before the address follows: browsers refuse to change it at every key. */
const pause = 250

/** The table's filter and sort, kept in the address, so that a copied address shows the same rows. */
export function useTableAddress(columns: readonly string[], standard: Sort): TableAddress {
  const [params, setParams] = useSearchParams()
  const inAddress = params.get('filter') ?? ''
  const [filter, setFilter] = useState(inAddress)
  const [known, setKnown] = useState(inAddress)
  // Somebody else changed the address (Back, a link): the field follows it.
  if (known !== inAddress) {
    setKnown(inAddress)
    setFilter(inAddress)
  }

  const write = useCallback(
    (name: string, value: string | undefined) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old)
          if (value === undefined) next.delete(name)
          else next.set(name, value)
          return next
        },
        { replace: true },
      ),
    [setParams],
  )

  useEffect(() => {
    if (filter === inAddress) return undefined
    const timer = setTimeout(() => {
      setKnown(filter)
      write('filter', filter === '' ? undefined : filter)
    }, pause)
    return () => clearTimeout(timer)
  }, [filter, inAddress, write])

  const sort = parseSort(params.get('sort'), columns) ?? standard
  const setSort = (next: Sort): void =>
    write('sort', printSort(next) === printSort(standard) ? undefined : printSort(next))
  return { filter, setFilter, sort, setSort }
}
