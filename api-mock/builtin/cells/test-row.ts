import type { KubeObject } from '#kube/types.ts'
import { Age } from '#api-mock/resources/columns.ts'
import { cells } from './all.ts'

/** For tests: what an object shows in the columns of its resource; an age is written as 'since <time>'. */
export function rowOf(resource: string, object: Partial<KubeObject>): Record<string, unknown> {
  const whole: KubeObject = { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'x' }, ...object }
  return Object.fromEntries(
    Object.entries(cells[resource] ?? {}).map(([name, read]) => {
      const cell = read(whole)
      return [name, cell instanceof Age ? cell.words(`since ${cell.since}`) : cell]
    }),
  )
}
