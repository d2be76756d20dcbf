import type { Watchable } from '#web/data/fold.ts'
import type { ReactNode } from 'react'

/** One column of a table, as a page describes it. */
export interface Column<T extends Watchable> {
  id: string
  header: string
  /** What the column sorts by and the filter searches in. */
  value: (object: T) => string | number | undefined
  /** How it is drawn; the value itself if left out. */
  cell?: (object: T) => ReactNode
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
  const moved = columns.filter(({ below }) => below !== undefined && isNarrower(below.until))
  return columns
    .filter((column) => !moved.includes(column))
    .map((column) => {
      const second = moved.find(({ below }) => below?.column === column.id)
      return second === undefined ? { column } : { column, second }
    })
}

/** The column whose text is the link of a row: the first, unless another one is meant to be. */
export function linkOf<T extends Watchable>(columns: readonly Drawn<T>[]): Column<T> | undefined {
  const all = columns.flatMap(({ column, second }) => (second === undefined ? [column] : [column, second]))
  return all.find(({ link }) => link === true) ?? all[0]
}

/** Hides a column on windows that are too narrow for it. */
export function display({ from }: Pick<Column<Watchable>, 'from'>): Record<string, string> {
  return from === undefined ? {} : { xs: 'none', [from]: 'table-cell' }
}

/** Tells rows apart for as long as they are shown. */
export function keyOf({ metadata }: Watchable): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`
}
