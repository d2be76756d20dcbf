import { changed, useAddress } from '#web/ui/use-address.ts'
import { useTyped } from '#web/ui/use-typed.ts'
import { useCallback, useEffect, useMemo, useState } from 'react'
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

const names = ['filter', 'sort', 'columns'] as const

/** How somebody looks at a table, kept in the address, so that a copied address shows the same. */
export function useTableAddress(known: Known): TableAddress {
  const [params, change] = useAddress()
  const write = useCallback(
    (changes: Readonly<Record<string, string>>) => change((before) => changed(before, changes)),
    [change],
  )
  const [filter, setFilter] = useTyped(params.get('filter') ?? '', (text) => write({ filter: text }))

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
    [filter, setFilter, sort, setSort, params, known, columnsInAddress, remembered, remember, write],
  )
}

/** Of an address what says how a table is looked at; the filter may be ahead of it. */
function queryOf(params: URLSearchParams, filter: string): string {
  const parts = names.map((name) => [name, name === 'filter' ? filter : (params.get(name) ?? '')])
  return String(new URLSearchParams(parts.filter(([, value]) => value !== '')))
}
