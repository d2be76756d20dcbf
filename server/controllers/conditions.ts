import { sameJson } from '#kube/json.ts'
import { writeTime } from '#kube/time.ts'

/** What holds of an object, as the contract has it. */
export interface Condition {
  type: string
  status: string
  severity?: string | undefined
  lastTransitionTime?: string | null | undefined
  reason?: string | undefined
  message?: string | undefined
}

/** A condition to be set; of one that holds neither severity nor, mostly, a reason is said. */
export interface WantedCondition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  severity?: 'Error' | 'Warning' | 'Info'
  reason?: string
  message?: string
}

/**
 * The conditions with one set. Its time moves only when its status changes, and where nothing changes at all the
 * same list is given back.
 */
export function setCondition(
  conditions: readonly Condition[] | undefined,
  wanted: WantedCondition,
  now: number = Date.now(),
): readonly Condition[] {
  const all = conditions ?? []
  const before = all.find(({ type }) => type === wanted.type)
  const since =
    before?.status === wanted.status && before.lastTransitionTime != null
      ? before.lastTransitionTime
      : writeTime(now)
  const condition: Condition = { ...wanted, lastTransitionTime: since }
  if (before === undefined) return [...all, condition]
  if (sameJson(before, condition)) return all
  return all.map((other) => (other === before ? condition : other))
}

/** Whether a condition is there and holds. */
export function holds(conditions: readonly Condition[] | undefined, type: string): boolean {
  return conditions?.some((condition) => condition.type === type && condition.status === 'True') === true
}
