import type { Watchable } from '#web/data/fold.ts'
import type { Tone } from '#web/ui/tone.tsx'
import type { ReactNode } from 'react'

/** One column of a table, as a page describes it. */
export interface Column<T extends Watchable> {
  id: string
  header: string
  /** What the column sorts by and the filter searches in. */
  value: (object: T) => string | number | undefined
  /** How it is drawn; the value itself if left out. */
  cell?: (object: T) => ReactNode
  /** Where its text leads, other than to the page of the object. */
  to?: (object: T) => string | undefined
  /** What its word means, for the column that says how an object is: `status:failing` looks for it. */
  tone?: (object: T) => Tone | undefined
  /** Shown only where somebody chose it. */
  optional?: true
  /** CSS width; columns without one share what is left. */
  width?: string | number | { xs: string | number; sm: string | number; lg?: string | number }
  align?: 'right'
  /** Left out where the window is narrower than this. */
  from?: Breakpoint
  /** Where the window is narrower than this, it is the second line of another column, and nothing is cut. */
  below?: { column: string; until: Breakpoint }
  /** Its text leads to the object's page, where the first column has none that would say where a link leads. */
  link?: true
}

export type Breakpoint = 'sm' | 'md' | 'lg' | 'xl'

/** A column as it is drawn in a window of some width. */
export interface Drawn<T extends Watchable> {
  column: Column<T>
  /** What stands under it in the same cell. */
  second?: Column<T>
}

/** The columns with those that give up their place under others; `isNarrower` speaks of the window. */
export function drawn<T extends Watchable>(
  columns: readonly Column<T>[],
  isNarrower: (than: Breakpoint) => boolean,
): Drawn<T>[] {
  const moved = columns.filter(
    ({ below }) =>
      below !== undefined && isNarrower(below.until) && columns.some(({ id }) => id === below.column),
  )
  return columns
    .filter((column) => !moved.includes(column))
    .map((column) => {
      const second = moved.find(({ below }) => below?.column === column.id)
      return second === undefined ? { column } : { column, second }
    })
}

/** The chosen columns as they stand in an address, in their order; undefined where none is known. */
export function parseColumns(text: string | null, known: readonly string[]): readonly string[] | undefined {
  const ids = (text ?? '').split(',').filter((id, at, all) => known.includes(id) && all.indexOf(id) === at)
  return ids.length === 0 ? undefined : ids
}

/** Those that are shown where nobody chose. */
export function standardColumns<T extends Watchable>(columns: readonly Column<T>[]): string[] {
  return columns.filter(({ optional }) => optional !== true).map(({ id }) => id)
}

/**
 * The columns that somebody chose, in their order; the one that leads to an object's page is always among them. What
 * was chosen is also shown where there is less room than it would be by itself.
 */
export function chosenColumns<T extends Watchable>(
  columns: readonly Column<T>[],
  chosen: readonly string[] | undefined,
): Column<T>[] {
  if (chosen === undefined) return columns.filter(({ optional }) => optional !== true)
  const leading = leadingOf(columns)
  const ids = leading === undefined || chosen.includes(leading.id) ? chosen : [leading.id, ...chosen]
  return ids.flatMap((id) => {
    const column = columns.find((known) => known.id === id)
    if (column === undefined) return []
    return column.from === 'md' || column.from === 'lg' ? { ...column, from: 'sm' } : column
  })
}

/** The column whose text leads to the page of an object: the first, unless another one is meant to. */
export function leadingOf<T extends Watchable>(columns: readonly Column<T>[]): Column<T> | undefined {
  return columns.find(({ link }) => link === true) ?? columns[0]
}

/** The classes of a column's cells: where they are aligned, and from which width of the window on they are shown. */
export function cellClass({ align, from }: Pick<Column<Watchable>, 'align' | 'from'>): string {
  return `cell${align === 'right' ? ' right' : ''}${from === undefined ? '' : ` from-${from}`}`
}

/** Tells rows apart for as long as they are shown. */
export function keyOf({ metadata }: Watchable): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`
}
