import type { KubeObject } from '#kube/types.ts'
import { Age } from '#web/ui/time.tsx'
import type { Column } from './column.ts'

/** How old an object is, at the end of a row wherever there is room. */
export const ageColumn: Column<Pick<KubeObject, 'metadata'>> = {
  id: 'age',
  header: 'Age',
  // The youngest has the smallest age.
  value: ({ metadata }) => -Date.parse(metadata.creationTimestamp ?? ''),
  cell: ({ metadata }) => <Age at={metadata.creationTimestamp ?? ''} />,
  width: 80,
  align: 'right',
  from: 'sm',
}
