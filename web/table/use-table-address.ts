import { useCallback, useEffect, useRef, useState } from 'react'
import { NavigationType, useNavigationType, useSearchParams } from 'react-router'
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
  const move = useNavigationType()
  const inAddress = params.get('filter') ?? ''
  const [filter, setFilter] = useState(inAddress)
  const [known, setKnown] = useState(inAddress)
  if (known !== inAddress) {
    setKnown(inAddress)
    // Back or a link: the field follows the address. What the table itself wrote replaces the entry, and the
    // field may be ahead of it by some keys.
    if (move !== NavigationType.Replace) setFilter(inAddress)
  }

  // Moves take a moment; what is written meanwhile must build on them and not on the address as it still is.
  const intended = useRef(params)
  useEffect(() => {
    intended.current = params
  }, [params])
  const write = useCallback(
    (name: string, value: string | undefined) => {
      const next = new URLSearchParams(intended.current)
      if (value === undefined) next.delete(name)
      else next.set(name, value)
      intended.current = next
      setParams(next, { replace: true })
    },
    [setParams],
  )

  useEffect(() => {
    if (filter === inAddress) return undefined
    const timer = setTimeout(() => write('filter', filter === '' ? undefined : filter), pause)
    return () => clearTimeout(timer)
  }, [filter, inAddress, write])

  const sort = parseSort(params.get('sort'), columns) ?? standard
  const setSort = (next: Sort): void =>
    write('sort', printSort(next) === printSort(standard) ? undefined : printSort(next))
  return { filter, setFilter, sort, setSort }
}
