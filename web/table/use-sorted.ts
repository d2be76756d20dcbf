import type { Watchable } from '#web/data/fold.ts'
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { keyOf, type Column } from './column.ts'
import { compareValues, type Sort } from './sort.ts'

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

/** The objects sorted by one column; without a value they come last, and equals keep their order. */
export function useSorted<T extends Watchable>(
  objects: readonly T[],
  columns: readonly Column<T>[],
  sort: Sort,
): readonly T[] {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, T>()
    return helper.columns(
      columns.map(({ id, value }) =>
        helper.accessor(value, {
          id,
          sortUndefined: 'last',
          sortFn: (one, other, column) => compareValues(one.getValue(column), other.getValue(column)),
        }),
      ),
    )
  }, [columns])
  const sorting = useMemo(() => [{ id: sort.id, desc: sort.desc }], [sort.id, sort.desc])
  const table = useTable({
    features,
    columns: definitions,
    data: objects,
    getRowId: keyOf,
    state: { sorting },
  })
  const { rows } = table.getRowModel()
  return useMemo(() => rows.map(({ original }) => original), [rows])
}
