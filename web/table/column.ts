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
  width?: string | number | { xs: string | number; sm: string | number }
  align?: 'right'
  /** Left out where the window is narrower than this. */
  from?: 'sm' | 'md' | 'lg' | 'xl'
}

/** Hides a column on windows that are too narrow for it. */
export function display({ from }: Pick<Column<Watchable>, 'from'>): Record<string, string> {
  return from === undefined ? {} : { xs: 'none', [from]: 'table-cell' }
}

/** Tells rows apart for as long as they are shown. */
export function keyOf({ metadata }: Watchable): string {
  return metadata.uid ?? `${metadata.namespace ?? ''}/${metadata.name}`
}
