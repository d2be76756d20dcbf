import type { TableRowCondition } from '#kube/table.ts'
import type { KubeObject } from '#kube/types.ts'
import { admissionCells } from './admission.ts'
import { autoscalingCells } from './autoscaling.ts'
import { coreCells } from './core.ts'
import { eventCells } from './events.ts'
import type { Cells } from './fields.ts'
import { networkingCells } from './networking.ts'
import { nodeCells } from './nodes.ts'
import { podConditions, pods } from './pods.ts'
import { policyCells } from './policy.ts'
import { requestCells } from './requests.ts'
import { storageCells } from './storage.ts'
import { workloadCells } from './workloads.ts'

/**
 * The cell of each column by the column's name, for each resource by `group/plural`, and by
 * `group/version/plural` where its versions differ. `Age` and `Created At` are as for every kind; so is
 * `Name` where it is not here.
 */
export const cells: Record<string, Cells> = {
  '/pods': pods,
  ...admissionCells,
  ...autoscalingCells,
  ...coreCells,
  ...eventCells,
  ...networkingCells,
  ...nodeCells,
  ...policyCells,
  ...requestCells,
  ...storageCells,
  ...workloadCells,
}

/** What a row of each resource tells besides its cells; an empty list is not sent. */
export const rowConditions: Record<string, (object: KubeObject) => TableRowCondition[]> = {
  '/pods': podConditions,
}
