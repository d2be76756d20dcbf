import { matchesLabels } from '#kube/selectors.ts'
import type { Labels, LabelSelector } from '#kube/selectors.ts'

/** Whether labels are selected by what selects something: neither nothing nor everything. */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  return selector !== undefined && selector.length > 0 && matchesLabels(selector, labels)
}
