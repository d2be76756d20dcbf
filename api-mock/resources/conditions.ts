import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from './values.ts'

/** A condition of a status; further fields stay as they are. */
export interface Condition {
  type: string
  status: 'True' | 'False' | 'Unknown'
  reason?: string
  message?: string
  lastTransitionTime?: string
  [field: string]: unknown
}

export function conditionsOf({ status }: KubeObject): Condition[] {
  const { conditions } = fieldsOf(status)
  return Array.isArray(conditions) ? conditions.filter(isCondition) : []
}

function isCondition(value: unknown): value is Condition {
  return isObject(value) && typeof value.type === 'string' && typeof value.status === 'string'
}

export function findCondition(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type)
}

/** Whether a condition is there and True. */
export function holds(conditions: readonly Condition[], type: string): boolean {
  return findCondition(conditions, type)?.status === 'True'
}

/**
 * The conditions with one set. As most of Kubernetes' controllers do it, one with the same status and reason
 * stays as it is, and a changed one comes last; it keeps its lastTransitionTime where its status does not change.
 */
export function withCondition(conditions: readonly Condition[], condition: Condition): Condition[] {
  const known = findCondition(conditions, condition.type)
  if (known?.status === condition.status && textOf(known.reason) === textOf(condition.reason)) {
    return [...conditions]
  }
  const { lastTransitionTime } = known ?? {}
  const kept = known?.status === condition.status && lastTransitionTime !== undefined
  return [
    ...withoutCondition(conditions, condition.type),
    kept ? { ...condition, lastTransitionTime } : condition,
  ]
}

export function withoutCondition(conditions: readonly Condition[], type: string): Condition[] {
  return conditions.filter((condition) => condition.type !== type)
}
