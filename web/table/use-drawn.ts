import { useMemo } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { useMedia } from '#web/ui/use-media.ts'
import { drawn, type Column, type Drawn } from './column.ts'

/** The columns as this window draws them; the widths are those of the theme. */
export function useDrawn<T extends Watchable>(columns: readonly Column<T>[]): readonly Drawn<T>[] {
  const sm = useMedia('(min-width: 600px)')
  const md = useMedia('(min-width: 900px)')
  const lg = useMedia('(min-width: 1200px)')
  const xl = useMedia('(min-width: 1536px)')
  return useMemo(() => drawn(columns, (than) => !{ sm, md, lg, xl }[than]), [columns, sm, md, lg, xl])
}
