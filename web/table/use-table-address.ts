import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { NavigationType, useNavigationType, useSearchParams } from 'react-router'
import { parseColumns } from './column.ts'
import { parseSort, printSort, type Sort } from './sort.ts'

export interface TableAddress {
  filter: string
  setFilter: (filter: string) => void
  sort: Sort
  setSort: (sort: Sort) => void
  /** The chosen columns in their order; undefined where they are as they come. */
  columns: readonly string[] | undefined
  setColumns: (columns: readonly string[] | undefined) => void
  /** Filter, sort and columns as a query. */
  query: string
  /** Goes to such a query. */
  setQuery: (query: string) => void
}

interface Known {
  /** Under which name the choice of columns is remembered in this browser. */
  table: string
  /** All columns that there are. */
  columns: readonly string[]
  /** Those that are shown where nobody chose. */
  standardColumns: readonly string[]
  standardSort: Sort
}

/** Typing pauses this long before the address follows: browsers refuse to change it at every key. */
const pause = 250

const names = ['filter', 'sort', 'columns'] as const

/** How somebody looks at a table, kept in the address, so that a copied address shows the same. */
export function useTableAddress(known: Known): TableAddress {
  const [params, setParams] = useSearchParams()
  const move = useNavigationType()
  const inAddress = params.get('filter') ?? ''
  const [filter, setFilter] = useState(inAddress)
  const [seen, setSeen] = useState(inAddress)
  if (seen !== inAddress) {
    setSeen(inAddress)
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
    (changes: Readonly<Record<string, string>>) => {
      const next = new URLSearchParams(intended.current)
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') next.delete(name)
        else next.set(name, value)
      }
      intended.current = next
      setParams(next, { replace: true })
    },
    [setParams],
  )

  useEffect(() => {
    if (filter === inAddress) return undefined
    const timer = setTimeout(() => write({ filter }), pause)
    return () => clearTimeout(timer)
  }, [filter, inAddress, write])

  const columnsInAddress = params.get('columns')
  const memory = `aerie-columns-${known.table}`
  const [remembered, setRemembered] = useState(() => localStorage.getItem(memory))
  // What is remembered goes into the address as well, so that a copy of it shows the same columns to somebody else.
  useEffect(() => {
    if (columnsInAddress === null && remembered !== null) write({ columns: remembered })
  }, [columnsInAddress, remembered, write])
  const remember = useCallback(
    (columns: string) => {
      if (columns === '') localStorage.removeItem(memory)
      else localStorage.setItem(memory, columns)
      setRemembered(columns === '' ? null : columns)
    },
    [memory],
  )

  const sortInAddress = params.get('sort')
  const sort = useMemo(
    () => parseSort(sortInAddress, known.columns) ?? known.standardSort,
    [sortInAddress, known],
  )
  const setSort = useCallback(
    (next: Sort) => {
      const text = printSort(next)
      write({ sort: text === printSort(known.standardSort) ? '' : text })
    },
    [known, write],
  )

  // The same for as long as nothing of it changes, so that what shows it is not drawn with every change of a row.
  return useMemo(
    () => ({
      filter,
      setFilter,
      sort,
      setSort,
      columns: parseColumns(columnsInAddress ?? remembered, known.columns),
      setColumns: (columns = []) => {
        const text = columns.join(',') === known.standardColumns.join(',') ? '' : columns.join(',')
        remember(text)
        write({ columns: text })
      },
      query: queryOf(params, filter),
      setQuery: (query) => {
        const next = new URLSearchParams(query)
        setFilter(next.get('filter') ?? '')
        remember(next.get('columns') ?? '')
        write(Object.fromEntries(names.map((name) => [name, next.get(name) ?? ''])))
      },
    }),
    [filter, sort, setSort, params, known, columnsInAddress, remembered, remember, write],
  )
}

/** Of an address what says how a table is looked at; the filter may be ahead of it. */
function queryOf(params: URLSearchParams, filter: string): string {
  const parts = names.map((name) => [name, name === 'filter' ? filter : (params.get(name) ?? '')])
  return String(new URLSearchParams(parts.filter(([, value]) => value !== '')))
}
